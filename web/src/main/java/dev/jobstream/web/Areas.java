package dev.jobstream.web;

import java.util.ArrayList;
import java.util.List;

/** All areas of the site. */
final class Areas {
  private Areas() {}

  static List<Area> of(Site site) {
    List<Area> areas = new ArrayList<>();
    areas.add(new TodayPage(site));
    areas.add(new AddPage(site));
    areas.add(new ModelOffers(site));
    areas.add(new DraftsApi(site));
    areas.add(new StreamsApi(site));
    areas.add(new LabApi(site));
    areas.add(new ApiDescription());
    if (site.parts().tracker() != null) {
      areas.add(new ApplicationsApi(site, site.parts().tracker().applications()));
    }
    return areas;
  }
}
