package dev.jobstream.web;

import java.util.Locale;

/** The entries of the navigation, in their order. Each has an icon of its name in the layout. */
enum NavItem {
  TODAY("Today", "/", false),
  ADD("Add", "/add", false),
  BOARD("Board", "/board", false),
  TABLE("Table", "/table", false),
  STATISTICS("Statistics", "/statistics", true),
  LAB("Lab", "/lab", true),
  SETTINGS("Settings", "/settings", true);

  private final String label;
  private final String path;
  private final boolean secondary;

  NavItem(String label, String path, boolean secondary) {
    this.label = label;
    this.path = path;
    this.secondary = secondary;
  }

  String label() {
    return label;
  }

  String path() {
    return path;
  }

  /** Whether a small window shows it under "More". */
  boolean secondary() {
    return secondary;
  }

  /** The icon's name in the sprite. */
  String icon() {
    return "icon-" + name().toLowerCase(Locale.ROOT);
  }
}
