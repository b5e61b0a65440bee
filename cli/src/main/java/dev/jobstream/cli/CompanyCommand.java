package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.IdKind;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists employers. */
@Command(
    name = "company",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists the companies with all their spellings, and makes one of two that are the same.",
    synopsisSubcommandLabel = "[COMMAND]",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream company",
      "  jobstream company exam             those whose name begins so",
      "  jobstream company merge \"Example AG\" \"Example Aktiengesellschaft\""
    })
final class CompanyCommand extends TrackerCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PREFIX",
      description = "How the names begin; case and accents make no difference.")
  private @Nullable String prefix;

  @Mixin private ListLimit limit = new ListLimit();

  CompanyCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    limit.check();
    String begins = prefix == null ? "" : prefix;
    Iterable<Company> companies = limit.cut(page -> tracker.companies().list(begins, page));
    if (json()) {
      array(companies, ApplicationJson::write);
      return ExitCode.DONE;
    }
    List<Company> found = new ArrayList<>();
    companies.forEach(found::add);
    if (found.isEmpty()) {
      session().warn("There is no such company.");
      return ExitCode.DONE;
    }
    ShortIds ids = new ShortIds(tracker, IdKind.COMPANY);
    Table table = new Table("ID", "COMPANY", "ALSO CALLED");
    for (Company company : found) {
      table.row(
          StyledText.of(Style.BOLD, ids.of(company.id())),
          StyledText.of(company.name()),
          StyledText.of(String.join(", ", company.otherNames())));
    }
    table.lines(out().screen().columns().getAsInt()).forEach(out()::line);
    return ExitCode.DONE;
  }
}
