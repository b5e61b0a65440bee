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
 * @param drafts postings that are being added
 * @param fetcher fetches their pages
 */
record Site(
    WebOptions options,
    WebParts parts,
    Assets assets,
    Pages pages,
    Sessions sessions,
    LiveStreams streams,
    Drafts drafts,
    PostingFetcher fetcher)
    implements AutoCloseable {

  static Site of(WebOptions options, WebParts parts) {
    Assets assets = new Assets();
    return new Site(
        options,
        parts,
        assets,
        new Pages(assets),
        new Sessions(options.password(), parts.clock()),
        new LiveStreams(),
        new Drafts(),
        new PostingFetcher());
  }

  /** Cancels what still streams, and frees what was opened. Idempotent. */
  @Override
  public void close() {
    drafts.close();
    streams.close();
    fetcher.close();
  }
}
