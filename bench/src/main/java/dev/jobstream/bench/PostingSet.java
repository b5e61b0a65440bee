package dev.jobstream.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Invented postings of about 300 to 1,500 tokens, always the same, with the answers to them. The
 * layouts differ as those of real pages do, and what a posting does not say its answer leaves
 * empty.
 */
final class PostingSet {
  /** How many there are. */
  static final int SIZE = 30;

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> PLACES =
      List.of(
          "Dublin, Ireland",
          "Leeds, UK",
          "Austin, TX",
          "Hamburg",
          "Toronto, ON",
          "Remote",
          "Wellington, New Zealand",
          "Lyon, France");
  private static final List<String> SALARIES =
      List.of(
          "€85,000 – €105,000 per year",
          "$24.50 per hour",
          "£41,000 a year",
          "EUR 4.200 monthly",
          "$120k-$145k",
          "",
          "",
          "CHF 98,000 p.a.");
  private static final List<String> DATES =
      List.of("12 March 2026", "", "2026-02-27", "", "March 3, 2026", "");
  private static final List<String> TYPES =
      List.of("full-time", "full-time", "part-time", "contract", "full-time");

  private final List<String> jobs = lines("jobs.txt");
  private final Map<String, List<String>> sentences = new LinkedHashMap<>();
  private final Map<String, List<List<String>>> skills = new LinkedHashMap<>();

  private PostingSet() {
    List<String> section = new ArrayList<>();
    for (String line : lines("sentences.txt")) {
      if (line.endsWith(":")) {
        section = new ArrayList<>();
        sentences.put(line.substring(0, line.length() - 1), section);
      } else {
        section.add(line);
      }
    }
    for (String line : lines("skills.txt")) {
      int colon = line.indexOf(':');
      int bar = line.indexOf('|');
      skills.put(
          line.substring(0, colon),
          List.of(items(line.substring(colon + 1, bar)), items(line.substring(bar + 1))));
    }
  }

  /** All of them. */
  static List<BenchPosting> all() {
    PostingSet set = new PostingSet();
    List<BenchPosting> all = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      all.add(set.posting(i));
    }
    return all;
  }

  private BenchPosting posting(int number) {
    Random random = new Random(number * 7_919L + 1);
    String[] job = jobs.get(number % jobs.size()).split("; ", 4);
    String domain = job[3];
    String place = PLACES.get(random.nextInt(PLACES.size()));
    String type = TYPES.get(random.nextInt(TYPES.size()));
    String salary = SALARIES.get(random.nextInt(SALARIES.size()));
    String date = DATES.get(random.nextInt(DATES.size()));
    String slug = job[0].toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-");
    String url =
        random.nextBoolean()
            ? ""
            : "https://jobs.%s.example/openings/%s-%d"
                .formatted(
                    job[1].toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", ""),
                    slug,
                    1_000 + random.nextInt(9_000));
    List<String> asked = some(skills(domain).getFirst(), 3 + random.nextInt(6), random);
    List<String> tags = some(skills(domain).getLast(), 2 + random.nextInt(3), random);

    StringBuilder text = new StringBuilder();
    head(text, number % 6, job, place, type, salary, date);
    int length = 1 + number % 5;
    paragraph(text, "", some(section("about"), 1 + length / 2, random));
    bullets(text, "What you do", some(section(domain), 2 + length * 3 / 2, random));
    if (random.nextBoolean()) {
      bullets(text, "What you bring", asked);
    } else {
      paragraph(text, "Skills: ", List.of(String.join(", ", asked) + "."));
    }
    bullets(text, "What we offer", some(section("benefits"), length * 3 / 2, random));
    paragraph(text, "", some(section("closing"), length + 1, random));
    if (length > 3) {
      paragraph(text, "About us\n", some(section("about"), length - 1, random));
      paragraph(text, "A day with us\n", some(section(domain), length - 1, random));
    }
    if (!url.isEmpty()) {
      text.append("Link to this posting: ").append(url).append('\n');
    }
    return new BenchPosting(
        text.toString().strip(),
        answer(job, place, type, seniority(job[0]), asked, tags, salary, url, date));
  }

  private List<String> section(String name) {
    return sentences.getOrDefault(name, List.of());
  }

  private List<List<String>> skills(String domain) {
    return skills.getOrDefault(domain, List.of(List.of()));
  }

  private static void head(
      StringBuilder text,
      int layout,
      String[] job,
      String place,
      String type,
      String salary,
      String date) {
    String pay = salary.isEmpty() ? "" : "Pay: " + salary + "\n";
    String posted = date.isEmpty() ? "" : "Posted: " + date + "\n";
    String head =
        switch (layout) {
          case 0 ->
              "Job title: %s\nCompany: %s\nLocation: %s\nEmployment: %s\n%s%s"
                  .formatted(job[0], job[1], place, type, pay, posted);
          case 1 -> "%s\n%s\n%s | %s\n%s%s".formatted(job[0], job[1], place, type, pay, posted);
          case 2 ->
              "%s logo\nShare\nShow more options\n%s\n%s · Reposted 3 days ago · 84 applicants\n%s %s\n%s%s"
                  .formatted(job[1], job[0], place, capital(type), job[1], pay, posted);
          case 3 ->
              "%s is looking for a %s to join us in %s (%s).\n%s%s"
                  .formatted(job[1], job[0], place, type, posted, pay);
          case 4 ->
              "%s // %s // %s\n%s. %s\n%s"
                  .formatted(job[0], job[1], place, capital(type), salary, posted);
          default ->
              "Careers at %s\nOur openings\n\nThe role: %s\nWhere: %s\nHours: %s\n%s%s"
                  .formatted(job[1], job[0], place, type, posted, pay);
        };
    text.append(head).append('\n');
  }

  private static String answer(
      String[] job,
      String place,
      String type,
      String seniority,
      List<String> asked,
      List<String> tags,
      String salary,
      String url,
      String date) {
    ObjectNode answer = MAPPER.createObjectNode();
    answer.put("title", job[0]).put("company", job[1]).put("location", place);
    answer.put("type", type).put("seniority", seniority).put("industry", job[2]);
    ArrayNode skillList = answer.putArray("skills");
    asked.forEach(skillList::add);
    ArrayNode tagList = answer.putArray("tags");
    tags.forEach(tagList::add);
    answer.put("salary", salary).put("source_url", url).put("date_posted", date);
    return answer.toString();
  }

  private static String seniority(String title) {
    return title.startsWith("Senior")
        ? "senior"
        : title.startsWith("Junior")
            ? "junior"
            : title.startsWith("Lead") ? "lead" : title.contains("Manager") ? "senior" : "mid";
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static void paragraph(StringBuilder text, String start, List<String> sentences) {
    text.append(start).append(String.join(" ", sentences)).append("\n\n");
  }

  private static void bullets(StringBuilder text, String heading, List<String> lines) {
    text.append(heading).append('\n');
    lines.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append('\n');
  }

  private static List<String> some(List<String> all, int count, Random random) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(count, shuffled.size()));
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static List<String> lines(String resource) {
    try (InputStream in = PostingSet.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The resource `%s` is missing.".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
