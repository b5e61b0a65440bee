package dev.jobstream.web;

import io.javalin.http.Context;
import java.util.Locale;

/** The colours of the pages; a browser remembers its own in a cookie. */
enum Theme {
  /** As the system has it. */
  AUTO,
  LIGHT,
  DARK;

  static final String COOKIE = "jobstream_theme";

  /** The value of the attribute {@code data-theme} and of the cookie. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Theme of(Context ctx) {
    String cookie = ctx.cookie(COOKIE);
    for (Theme theme : values()) {
      if (theme.id().equals(cookie)) {
        return theme;
      }
    }
    return AUTO;
  }
}
