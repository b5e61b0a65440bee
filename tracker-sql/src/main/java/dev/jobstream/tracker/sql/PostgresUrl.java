package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.TrackerException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database of PostgreSQL, in the form that its own programs take, too.
 *
 * @param jdbcUrl without user and password
 * @param location for display, without the password
 */
record PostgresUrl(
    String jdbcUrl, Optional<String> user, Optional<String> password, String location) {

  static PostgresUrl parse(String url) {
    String plain = url.strip().replaceFirst("^jdbc:", "").replaceFirst("^postgres:", "postgresql:");
    try {
      URI uri = new URI(plain);
      String path = uri.getRawPath();
      if ("postgresql".equals(uri.getScheme())
          && uri.getHost() != null
          && path != null
          && path.length() > 1) {
        String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String user = part(uri.getRawUserInfo(), 0);
        return new PostgresUrl(
            "jdbc:postgresql://" + host + path + query,
            Optional.ofNullable(user),
            Optional.ofNullable(part(uri.getRawUserInfo(), 1)),
            "postgresql://" + (user == null ? "" : user + "@") + host + path);
      }
    } catch (URISyntaxException e) {
      // Said below, without the address: it may hold a password.
    }
    throw TrackerException.invalid(
        "The address of the PostgreSQL database cannot be read. Write it as `postgresql://user:password@host:5432/database`, with signs such as `@` in the password as `%40`.");
  }

  private static @Nullable String part(@Nullable String userInfo, int at) {
    if (userInfo == null) {
      return null;
    }
    String[] parts = userInfo.split(":", 2);
    return at < parts.length ? URLDecoder.decode(parts[at], StandardCharsets.UTF_8) : null;
  }
}
