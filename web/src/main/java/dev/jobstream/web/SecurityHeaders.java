package dev.jobstream.web;

import io.javalin.http.Context;

/** The headers that every answer carries. */
final class SecurityHeaders {
  private SecurityHeaders() {}

  /**
   * Nothing but what this server sends itself: no inline script or style, no other host, no frame
   * around it. Frames are for snapshots of postings, which come sandboxed.
   */
  private static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data: blob:",
          "font-src 'self'",
          "connect-src 'self'",
          "frame-src 'self' blob:",
          "manifest-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'");

  static void set(Context ctx) {
    ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        // Not "no-referrer": a browser would then send our own forms with `Origin: null`.
        .header("Referrer-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()")
        .header("Cache-Control", "no-store");
  }
}
