package dev.jobstream.web;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that another web site makes in the user's browser.
 *
 * <p>A foreign {@code Host} is what DNS rebinding sends, and is answered 421. A request that
 * changes something and comes from another origin is answered 403; browsers tell it by {@code
 * Origin} and {@code Sec-Fetch-Site}, and a request with neither comes from no browser.
 */
final class TrustRules {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private final WebOptions options;

  TrustRules(WebOptions options) {
    this.options = options;
  }

  /**
   * Lets the request pass.
   *
   * @throws ProblemException if it comes from elsewhere
   */
  void check(Context ctx) {
    String host = ctx.header("Host");
    if (!isOurs(host)) {
      throw new Problem(
              421,
              "foreign-host",
              "Not the server you asked for",
              ("The request was for the host `%s`, which is not this server. Open"
                      + " http://127.0.0.1:%d, or name the host in the setting `web.host-names`.")
                  .formatted(shown(host), ctx.port()))
          .toException();
    }
    if (!SAFE_METHODS.contains(ctx.method().name())) {
      checkOrigin(ctx, host);
    }
  }

  private static void checkOrigin(Context ctx, @Nullable String host) {
    String site = ctx.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw foreign("another site (`Sec-Fetch-Site: %s`)".formatted(shown(site)));
    }
    String origin = ctx.header("Origin");
    if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
      throw foreign("the origin `%s`".formatted(shown(origin)));
    }
  }

  private static ProblemException foreign(String from) {
    return new Problem(
            403,
            "foreign-origin",
            "Another site may not do that",
            "The request comes from %s, and only Jobstream's own pages may change something. Open Jobstream itself and do it there."
                .formatted(from))
        .toException();
  }

  private boolean isOurs(@Nullable String header) {
    if (header == null) {
      return false;
    }
    String name = name(header);
    // An address cannot be rebound by a name server; a stranger's browser that uses one still needs
    // the password, without which the server listens on loopback only.
    return LOOPBACK_NAMES.contains(name)
        || options.hostNames().contains(name)
        || (!options.loopback()
            && (name.equals(options.host()) || ADDRESS.matcher(name).matches()));
  }

  /** The header without its port, in lower case. */
  private static String name(String header) {
    int colon = header.lastIndexOf(':');
    String name = colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
    return name.toLowerCase(Locale.ROOT);
  }

  private static String shown(@Nullable String value) {
    if (value == null) {
      return "";
    }
    return value.length() > 80 ? value.substring(0, 80) + "…" : value;
  }
}
