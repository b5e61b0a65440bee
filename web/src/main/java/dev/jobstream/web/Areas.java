package dev.jobstream.web;

import java.util.List;

/** All areas of the site. */
final class Areas {
  private Areas() {}

  static List<Area> of(Site site) {
    return List.of(
        new TodayPage(site),
        new AddPage(site),
        new ApplicationPage(site),
        new TablePage(site),
        new BoardPage(site),
        new StatisticsPage(site),
        new EntryPages(site),
        new DocumentPages(site),
        new ModelOffers(site),
        new DraftsApi(site),
        new ApplicationsApi(site),
        new ApplicationApi(site),
        new MovesApi(site),
        new EntriesApi(site),
        new DocumentsApi(site),
        new SearchesApi(site),
        new StreamsApi(site),
        new LabPage(site),
        new LabApi(site),
        new ApiDescription());
  }
}
