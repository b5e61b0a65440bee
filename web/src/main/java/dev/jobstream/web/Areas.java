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
        new SettingsPage(site),
        new SettingsApi(site),
        new CalendarFeed(site),
        new ExportsApi(site),
        new ImportPages(site),
        new ImportsApi(site),
        new RestorePages(site),
        new RestoresApi(site),
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
