package dev.jobstream.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The running web application. Each request has a virtual thread of its own, so that code may
 * block. Thread-safe; closed by whoever started it.
 */
public final class WebServer implements AutoCloseable {
  /** A connection that neither sends nor takes anything for so long is closed. */
  private static final long IDLE_MILLIS = 60_000;

  private final Javalin javalin;
  private final Site site;
  private final URI address;

  private WebServer(Javalin javalin, Site site, URI address) {
    this.javalin = javalin;
    this.site = site;
    this.address = address;
  }

  /**
   * Starts and returns as soon as requests are answered.
   *
   * @param parts what the pages show; not closed by the server
   * @throws WebException if the port is taken or the address is none of this machine
   */
  public static WebServer start(WebOptions options, WebParts parts) {
    Site site = Site.of(options, parts);
    Javalin javalin = Javalin.create(config -> configure(config, site));
    try {
      javalin.start(options.host(), options.port());
    } catch (JavalinBindException e) {
      site.close();
      throw new WebException(
          ("The port %d is taken, perhaps by a Jobstream that runs already: see"
                  + " http://%s:%d. Or name another one with `--port`.")
              .formatted(options.port(), inUrl(options.host()), options.port()),
          e);
    } catch (JavalinException e) {
      site.close();
      throw new WebException(
          "The server cannot listen on `%s`, port %d. Name another address with `--host`, or leave it out."
              .formatted(options.host(), options.port()),
          e);
    }
    return new WebServer(
        javalin,
        site,
        URI.create("http://%s:%d/".formatted(inUrl(options.host()), javalin.port())));
  }

  /** Where to point a browser on this machine. */
  public URI address() {
    return address;
  }

  /** Ends all streams, then the server. Idempotent. */
  @Override
  public void close() {
    site.close();
    javalin.stop();
  }

  private static void configure(JavalinConfig config, Site site) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = 100_000; // Of forms; see Bodies for the rest.
    config.jetty.modifyHttpConfiguration(WebServer::configure);
    config.jetty.modifyServer(server -> {
      server.setStopAtShutdown(false);
      for (var connector : server.getConnectors()) {
        if (connector instanceof ServerConnector socket) {
          socket.setIdleTimeout(IDLE_MILLIS);
        }
      }
    });
    TrustRules trust = new TrustRules(site.options());
    LoginPage login = new LoginPage(site.sessions(), site.pages());
    config.routes.before(SecurityHeaders::set);
    config.routes.before(trust::check);
    config.routes.before(login::guard);
    config.routes.get(Assets.PATH + "{file}", site.assets()::serve);
    login.addTo(config.routes);
    List<Area> areas = Areas.of(site);
    areas.forEach(area -> area.addTo(config.routes));
    new Errors(site.pages(), site.parts().log()).addTo(config.routes);
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(16_384);
  }

  private static String inUrl(String host) {
    if (host.equals("0.0.0.0") || host.equals("::")) {
      return WebOptions.LOOPBACK;
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
