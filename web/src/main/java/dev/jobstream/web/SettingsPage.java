package dev.jobstream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the machine and of this browser. What has to be looked for, such as servers,
 * comes in fragments of its own, so that the page itself is there at once.
 */
final class SettingsPage implements Area {
  static final String PATH = "/settings";

  private static final Pages.Needs NEEDS =
      new Pages.Needs(List.of("streaming-display.css", "settings.css"), List.of("settings.js"));
  private static final int A_YEAR = 365 * 24 * 3600;

  private final Site site;
  private final Models models;
  private final Settings settings;

  SettingsPage(Site site) {
    this.site = site;
    models = site.parts().models();
    settings = site.parts().settings();
  }

  /**
   * What the page begins with.
   *
   * @param file where the settings stand
   * @param calendar the address of the calendar; null if there is none
   * @param today the day, for reports
   * @param theme the colours of this browser
   * @param done what was just done; null for nothing
   */
  record View(
      String file,
      Settings.Display display,
      @Nullable String calendar,
      LocalDate today,
      Theme theme,
      @Nullable Done done) {
    /** What was done in a section. */
    @Nullable String doneIn(String section) {
      return done != null && done.section.equals(section) ? done.words : null;
    }
  }

  /** Things that can be done on the page. It travels in the address, as an undo does. */
  enum Done {
    MODEL("models", "It reads postings from now on."),
    KEY("servers", "The key is kept. What its server has is shown below."),
    NO_KEY("servers", "The key is forgotten."),
    DISPLAY("display", "Saved."),
    THEME("appearance", "Saved for this browser."),
    CALENDAR("calendar", "This is the address. One that was there before leads nowhere now."),
    NO_CALENDAR("calendar", "The address leads nowhere now.");

    private final String section;
    private final String words;

    Done(String section, String words) {
      this.section = section;
      this.words = words;
    }

    private static @Nullable Done of(Context ctx) {
      String given = ctx.queryParam("done");
      for (Done done : values()) {
        if (done.name().toLowerCase(Locale.ROOT).equals(given)) {
          return done;
        }
      }
      return null;
    }

    /** Answers a form with the page that says so. */
    void show(Context ctx) {
      ctx.redirect(
          "%s?done=%s#%s".formatted(PATH, name().toLowerCase(Locale.ROOT), section),
          HttpStatus.SEE_OTHER);
    }
  }

  /** Models to choose from, of one place. */
  record Group(String where, List<Models.Choosable> models) {}

  /**
   * The section of models.
   *
   * @param chosen the one that reads postings; null if there is none
   * @param groups those that could
   * @param downloads those that can be downloaded
   * @param named what the settings name
   */
  record ModelsView(
      Models.@Nullable Usable chosen,
      List<Group> groups,
      List<ModelDownloads.Row> downloads,
      Settings.Value<String> named) {

    boolean isChosen(Models.Choosable model) {
      return chosen != null && chosen.key().equals(model.key());
    }

    /** Whether what was chosen is forgotten when the server ends. */
    boolean temporary() {
      return named.from().startsWith("environment");
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show);
    routes.get(PATH + "/models", this::showModels);
    routes.get(PATH + "/servers", this::showServers);
    routes.post(PATH + "/model", this::choose);
    routes.post(PATH + "/display", this::setDisplay);
    routes.post(PATH + "/appearance", SettingsPage::setTheme);
    routes.post(PATH + "/servers/{name}/key", this::keepKey);
    routes.post(
        PATH + "/servers/{name}/key/delete",
        ctx -> {
          settings.forgetKey(ctx.pathParam("name"));
          Done.NO_KEY.show(ctx);
        });
  }

  private void show(Context ctx) {
    View view =
        new View(
            settings.file(),
            settings.display(),
            CalendarFeed.View.of(ctx, site.calendar()).address(),
            LocalDate.now(site.parts().clock()),
            Theme.of(ctx),
            Done.of(ctx));
    site.pages()
        .show(
            ctx,
            NavItem.SETTINGS,
            "Settings",
            NEEDS,
            (out, layout) -> JtesettingsGenerated.render(out, null, layout, view));
  }

  private void showModels(Context ctx) {
    List<Models.Choosable> choosable = models.choosable();
    List<Group> groups =
        choosable.stream()
            .map(Models.Choosable::where)
            .distinct()
            .map(where ->
                new Group(
                    where,
                    choosable.stream().filter(model -> model.where().equals(where)).toList()))
            .toList();
    ModelsView view =
        new ModelsView(
            models.forPostings().orElse(null),
            groups,
            site.downloads().rows(models.offers()),
            settings.model());
    site.pages().fragment(ctx, out -> Jtesettings_modelsGenerated.render(out, null, view));
  }

  private void showServers(Context ctx) {
    List<Settings.Backend> backends = settings.backends();
    site.pages().fragment(ctx, out -> Jtesettings_serversGenerated.render(out, null, backends));
  }

  private void choose(Context ctx) {
    String key = new FormValues(ctx).needed("key");
    if (!models.chooseForPostings(key)) {
      throw ModelOffers.unknown(key);
    }
    Done.MODEL.show(ctx);
  }

  private void setDisplay(Context ctx) {
    FormValues form = new FormValues(ctx);
    SettingsApi.setDisplay(settings, form.number("inProcessMs"), form.number("httpMs"));
    Done.DISPLAY.show(ctx);
  }

  private void keepKey(Context ctx) {
    settings.keepKey(ctx.pathParam("name"), new FormValues(ctx).needed("key"));
    Done.KEY.show(ctx);
  }

  private static void setTheme(Context ctx) {
    Theme theme = JobForm.choice("theme", Theme.class, ctx.formParam("theme"), Theme.AUTO);
    Cookie cookie = new Cookie(Theme.COOKIE, (theme == null ? Theme.AUTO : theme).id());
    cookie.setPath("/");
    cookie.setSameSite(SameSite.LAX);
    cookie.setMaxAge(A_YEAR);
    ctx.cookie(cookie);
    Done.THEME.show(ctx);
  }

  /** Milliseconds for a form. */
  static long millis(Duration time) {
    return time.toMillis();
  }

  /** What a cancel reaches, in words; empty where that is not known. */
  static String cancel(Settings.Backend backend) {
    return switch (backend.cancellation()) {
      case NONE -> "A cancel cannot stop it.";
      case STOPS_READING -> "A cancel ends the listening; the server may go on.";
      case STOPS_COMPUTE -> "A cancel stops the computing.";
      case null -> "";
    };
  }
}
