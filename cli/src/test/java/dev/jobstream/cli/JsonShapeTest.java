package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands write, held against {@code docs/json.md}. */
final class JsonShapeTest {
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z0-9]+)`");

  @TempDir Path home;

  /** The properties of a shape: those that are always there, and all that may be. */
  private record Shape(Set<String> always, Set<String> all) {}

  private static Map<String, Shape> shapes() throws IOException {
    Path document = Path.of(System.getProperty("jobstream.project"), "docs/json.md");
    Map<String, Shape> shapes = new HashMap<>();
    Shape shape = new Shape(new HashSet<>(), new HashSet<>());
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith("#")) {
        shape = new Shape(new HashSet<>(), new HashSet<>());
        shapes.put(line.replaceFirst("#+ ", ""), shape);
      } else if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        Matcher names = NAME.matcher(cells[1]);
        while (names.find()) {
          shape.all().add(names.group(1));
          if (cells.length > 4 && cells[3].strip().equals("always")) {
            shape.always().add(names.group(1));
          }
        }
      }
    }
    return shapes;
  }

  private static Shape shape(String name) throws IOException {
    return Objects.requireNonNull(shapes().get(name), name);
  }

  private static void assertShape(String name, JsonNode node) throws IOException {
    Shape shape = shape(name);
    Set<String> always = new HashSet<>(shape.always());
    Set<String> all = new HashSet<>(shape.all());
    if (name.equals("Dossier")) {
      always.addAll(shape("Application").always());
      all.addAll(shape("Application").all());
    }
    List<String> written = new ArrayList<>();
    node.fieldNames().forEachRemaining(written::add);
    assertThat(node.isObject()).as(name).isTrue();
    assertThat(all).as("documented properties of `%s`", name).containsAll(written);
    assertThat(written).as("properties of `%s`", name).containsAll(always);
  }

  private static void assertShapes(String name, JsonNode array) throws IOException {
    assertThat(array.isArray()).as(name).isTrue();
    assertThat(array).as(name).isNotEmpty();
    for (JsonNode item : array) {
      assertShape(name, item);
      assertThat(item.path("id").asText()).hasSize(16);
    }
  }

  @Test
  void everyCommandWritesWhatTheDocumentSays() throws IOException {
    Desk desk = new Desk(home);
    Path posting = home.resolve("posting.txt");
    Files.writeString(
        posting,
        "Java Developer\nExample AG, Bern\nFull-time, hybrid\nSalary: CHF 100,000 a year\nhttps://jobs.example/1\n");
    JsonNode added =
        desk.json(
            "add", "--no-ai", "--yes", posting.toString(), "--tag", "x", "--source", "A friend");
    String id = added.path("id").asText();
    assertShape("Application", added);
    assertShape("Application", desk.json("stage", id, "applied", "--note", "sent"));
    assertShape("Application", desk.json("stage", id, "screening", "--correct"));
    assertShape("Application", desk.json("edit", id, "--title", "Developer"));
    assertShape("Application", desk.json("tag", id, "y"));
    assertShapes("Application", desk.json("list"));
    assertShapes("Application", desk.json("search", "developer"));

    assertShape("Note", desk.json("note", id, "hello"));
    assertShape(
        "Contact", desk.json("contact", id, "Ada", "--email", "a@example.org", "--role", "HR"));
    assertShape(
        "Interview",
        desk.json("interview", id, "--at", "monday 9:00", "--minutes", "30", "--place", "Bern"));
    String reminder = desk.json("remind", id, "Call").path("id").asText();
    assertShapes("Interview", desk.json("interview"));
    assertShapes("Reminder", desk.json("remind"));
    assertShape("Reminder", desk.json("remind", "--done", reminder));
    assertShape("Document", desk.json("attach", id, posting.toString(), "--as", "resume"));
    assertShapes("Company", desk.json("company"));
    assertShape("Saved search", desk.json("search", "--save", "mine", "developer"));
    assertShapes("Saved search", desk.json("search", "--list-saved"));
    assertShape("Statistics", desk.json("stats"));
    dossier(desk.json("show", id));
    files(desk);
    assertShape("Application", desk.json("delete", id));
    assertShapes("Application", desk.json("delete", "--trash"));
  }

  private static void dossier(JsonNode dossier) throws IOException {
    assertShape("Dossier", dossier);
    assertShape("Posting", dossier.path("posting"));
    assertShapes("Move", dossier.path("history"));
    assertShapes("Note", dossier.path("notes"));
    assertShapes("Contact", dossier.path("contacts"));
    assertShapes("Interview", dossier.path("interviews"));
    assertShapes("Reminder", dossier.path("reminders"));
    assertShapes("Document", dossier.path("documents"));
  }

  private void files(Desk desk) throws IOException {
    String json = home.resolve("all.json").toString();
    String csv = home.resolve("all.csv").toString();
    String zip = home.resolve("all.zip").toString();
    assertShape("Files", desk.json("export", json));
    assertShape("Files", desk.json("export", csv));
    assertShape("Files", desk.json("report", home.resolve("report.html").toString()));
    assertShape("Files", desk.json("calendar", home.resolve("jobs.ics").toString()));
    assertShape("Files", desk.json("backup", zip));
    assertShape("Files", desk.json("restore", "--check", zip));
    assertShape("Table import", desk.json("import", csv));
    assertShape("Export import", desk.json("import", json));
  }
}
