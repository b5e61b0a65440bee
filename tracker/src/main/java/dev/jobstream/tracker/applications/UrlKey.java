package dev.jobstream.tracker.applications;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes web addresses of one page equal: without the scheme, {@code www.}, a default port, the
 * fragment, a slash at the end, and the parameters by which visitors are tracked; the others
 * sorted.
 */
final class UrlKey {
  private static final Set<String> TRACKERS =
      Set.of(
          "gclid",
          "fbclid",
          "msclkid",
          "dclid",
          "yclid",
          "mc_cid",
          "mc_eid",
          "igshid",
          "ref",
          "refid",
          "referrer",
          "referer",
          "src",
          "source",
          "trk",
          "trkid",
          "trackingid",
          "trackid",
          "gh_src",
          "lever-source",
          "lever-origin",
          "lipi",
          "origin",
          "from",
          "sessionid",
          "_ga",
          "_gl");

  private UrlKey() {}

  /** The key of a web address; empty if it is none. */
  static Optional<String> of(String url) {
    URI uri;
    try {
      uri = new URI(url.strip().replace(" ", "%20")).normalize();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null || host == null || !scheme.toLowerCase(Locale.ROOT).startsWith("http")) {
      return Optional.empty();
    }
    host = host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "").replaceFirst("\\.$", "");
    String port =
        uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
    String query = uri.getRawQuery() == null ? "" : parameters(uri.getRawQuery());
    return Optional.of(host + port + path + (query.isEmpty() ? "" : "?" + query));
  }

  private static String parameters(String query) {
    return Arrays.stream(query.split("&", -1))
        .filter(parameter -> !parameter.isEmpty() && !isTracker(parameter))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static boolean isTracker(String parameter) {
    String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
    return name.startsWith("utm_") || TRACKERS.contains(name);
  }
}
