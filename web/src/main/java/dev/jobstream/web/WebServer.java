package dev.jobstream.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * The running web application. Each request has a virtual thread of its own, so that code may
 * block. Thread-safe; closed by whoever started it.
 */
public final class WebServer implements AutoCloseable {
  /** A connection that neither sends nor takes anything for so long is closed. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /**
   * How many connections may wait to be taken. With Java's own 50, many pages that come back at
   * once, as after a restart, wait for the system's retries.
   */
  private static final int CONNECTIONS_WAITING = 1_024;

  /** How long the end of the server waits for what is being answered. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private final Javalin javalin;
  private final GracefulHandler requests;
  private final Site site;
  private final URI address;

  private WebServer(Javalin javalin, GracefulHandler requests, Site site, URI address) {
    this.javalin = javalin;
    this.requests = requests;
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
    return start(options, parts, IDLE);
  }

  /**
   * @param idle how long a connection may neither send nor take anything
   */
  static WebServer start(WebOptions options, WebParts parts, Duration idle) {
    Site site = Site.of(options, parts);
    GracefulHandler requests = new GracefulHandler();
    Javalin javalin = Javalin.create(config -> configure(config, site, requests, idle));
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
        requests,
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
    // Pages hear how their streams end before the connections are closed.
    requests
        .shutdown()
        .completeOnTimeout(null, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    javalin.stop();
  }

  /** What is answered, such as {@code GET /add}. */
  List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method + " " + endpoint.path)
        .toList();
  }

  /** What is being streamed. */
  LiveStreams streams() {
    return site.streams();
  }

  /** For tests: ends the connections first, so that no page hears how its stream ends. */
  void kill() {
    for (var connector : javalin.jettyServer().server().getConnectors()) {
      connector.getConnectedEndPoints().forEach(connection -> connection.close());
    }
    close();
  }

  private static void configure(
      JavalinConfig config, Site site, GracefulHandler requests, Duration idle) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = Bodies.MOST_FORM_BYTES; // See Bodies for the rest.
    Uploads.configure(config);
    config.jetty.modifyHttpConfiguration(WebServer::configure);
    config.jetty.modifyServer(server -> {
      server.setStopAtShutdown(false);
      server.setHandler(requests);
      for (var connector : server.getConnectors()) {
        if (connector instanceof ServerConnector socket) {
          socket.setIdleTimeout(idle.toMillis());
          socket.setAcceptQueueSize(CONNECTIONS_WAITING);
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
