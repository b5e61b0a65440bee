package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** A {@link WorkSearchReport} as a page to print. */
public final class ReportPage {
  private final WorkSearchReport report;
  private final @Nullable String name;
  private final LocalDate today;
  private long lines;

  /**
   * @param name whose report it is; null to leave that out
   * @param today the day it is made
   */
  public ReportPage(WorkSearchReport report, @Nullable String name, LocalDate today) {
    this.report = report;
    this.name = name;
    this.today = today;
  }

  /**
   * Writes the page.
   *
   * @param out not closed
   */
  public void write(OutputStream out) throws IOException {
    Writer html = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    String title =
        "Work search from %s to %s%s"
            .formatted(report.from(), report.to(), name == null ? "" : ": " + name);
    html.write(head(escape(title)));
    html.write("<table>\n<thead><tr><th>Applied on</th><th>Company</th><th>Title</th>");
    html.write("<th>Found at</th><th>Contact</th><th>What happened</th></tr></thead>\n<tbody>\n");
    report.forEach(line -> row(html, line));
    html.write("</tbody>\n</table>\n");
    html.write(
        "<p>%s, as of %s.</p>\n</body>\n</html>\n"
            .formatted(lines == 1 ? "1 application" : lines + " applications", today));
    html.flush();
  }

  private static String head(String title) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>%s</title>
    <style>
    body { font: 11pt/1.4 system-ui, sans-serif; color: #111; background: #fff; margin: 2em auto; max-width: 70em; padding: 0 1em; }
    h1 { font-size: 1.4em; margin-bottom: 0; }
    table { border-collapse: collapse; width: 100%%; margin-top: 1.5em; }
    th, td { border: 1px solid #999; padding: .35em .5em; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
    th { background: #eee; }
    ul { margin: 0; padding: 0; list-style: none; }
    tr { break-inside: avoid; }
    thead { display: table-header-group; }
    @page { size: A4 landscape; margin: 1.5cm; }
    @media print { body { margin: 0; max-width: none; padding: 0; } }
    </style>
    </head>
    <body>
    <h1>%s</h1>
    """
        .formatted(title, title);
  }

  private void row(Writer html, WorkSearchReport.Line line) throws IOException {
    lines++;
    JobApplication application = line.application();
    html.write("<tr>");
    cell(html, text(application.appliedOn()));
    cell(html, lined(application.job().company(), application.job().location()));
    cell(html, text(application.job().title()));
    cell(html, lined(application.source(), application.job().sourceUrl()));
    StringBuilder contacts = new StringBuilder();
    for (Contact contact : line.contacts()) {
      contacts.append(contacts.isEmpty() ? "" : "<br>");
      contacts.append(escape(WorkSearchReport.person(contact)));
    }
    cell(html, contacts.toString());
    StringBuilder moves = new StringBuilder("<ul>");
    for (StageChange move : line.moves()) {
      moves.append("<li>").append(move.on()).append(' ').append(words(move.stage()));
      moves.append("</li>");
    }
    cell(html, moves.append("</ul>").toString());
    html.write("</tr>\n");
  }

  private static void cell(Writer html, String content) throws IOException {
    html.write("<td>" + content + "</td>");
  }

  private static String lined(@Nullable String first, @Nullable String second) {
    return text(first) + (first != null && second != null ? "<br>" : "") + text(second);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : escape(value.toString());
  }

  private static String words(Stage stage) {
    return stage.name().charAt(0) + stage.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static String escape(String text) {
    return Entities.escape(text);
  }
}
