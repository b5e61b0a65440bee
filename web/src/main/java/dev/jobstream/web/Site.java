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
 * @param downloads models that are being downloaded
 * @param calendar where calendar programs fetch interviews
 * @param imports files that wait to be read in
 * @param restores backups that wait to be put back
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
    ModelDownloads downloads,
    CalendarAddress calendar,
    WaitingUploads<ImportFile> imports,
    WaitingUploads<RestoreFile> restores,
    Drafts drafts,
    PostingFetcher fetcher)
    implements AutoCloseable {

  static Site of(WebOptions options, WebParts parts) {
    Assets assets = new Assets();
    LiveStreams streams = new LiveStreams();
    return new Site(
        options,
        parts,
        assets,
        new Pages(assets),
        new Sessions(options.password(), parts.clock()),
        streams,
        new ModelDownloads(parts.models(), streams),
        new CalendarAddress(parts.backups().home()),
        new WaitingUploads<>(),
        new WaitingUploads<>(),
        new Drafts(),
        new PostingFetcher());
  }

  /** Cancels what still streams, and frees what was opened. Idempotent. */
  @Override
  public void close() {
    drafts.close();
    streams.close();
    fetcher.close();
    imports.close();
    restores.close();
  }
}
