package dev.jobstream.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page.
 *
 * @param title the page's title, without the program's name
 * @param current the entry of the navigation that the page belongs to; null for none
 * @param theme the colours
 * @param styles names of style sheets besides {@code app.css}
 * @param modules names of the modules that the page runs
 * @param signedIn whether there is a session that can be ended
 * @param assets where the files' addresses come from
 */
record Layout(
    String title,
    @Nullable NavItem current,
    Theme theme,
    List<String> styles,
    List<String> modules,
    boolean signedIn,
    Assets assets) {

  String url(String asset) {
    return assets.url(asset);
  }

  /** The value of {@code aria-current}; null leaves the attribute out. */
  @Nullable String ariaCurrent(NavItem item) {
    return item == current ? "page" : null;
  }
}
