package dev.jobstream.web;

/**
 * What all areas share.
 *
 * @param options where the server listens
 * @param parts what the pages work with
 * @param assets scripts and styles
 * @param pages writes HTML
 * @param sessions who may see anything
 * @param streams what is being streamed
 */
record Site(
    WebOptions options,
    WebParts parts,
    Assets assets,
    Pages pages,
    Sessions sessions,
    LiveStreams streams)
    implements AutoCloseable {

  static Site of(WebOptions options, WebParts parts) {
    Assets assets = new Assets();
    return new Site(
        options,
        parts,
        assets,
        new Pages(assets),
        new Sessions(options.password(), parts.clock()),
        new LiveStreams());
  }

  /** Cancels what still streams. Idempotent. */
  @Override
  public void close() {
    streams.close();
  }
}
