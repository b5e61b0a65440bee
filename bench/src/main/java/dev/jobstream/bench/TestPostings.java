package dev.jobstream.bench;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Invented applications of real length, always the same for the same number: texts of about 500
 * words (a tenth of them over 1,000), whose words are as often as words are (Zipf's law over
 * 20,000), from 3,000 companies over three years.
 */
final class TestPostings {
  static final List<String> SKILLS =
      List.of(
          "Java",
          "Python",
          "SQL",
          "Kotlin",
          "Go",
          "Rust",
          "C++",
          "C#",
          "TypeScript",
          "React",
          "Kubernetes",
          "Docker",
          "PostgreSQL",
          "Kafka",
          "AWS",
          "Azure",
          "Terraform",
          "Spark",
          "Machine Learning",
          "REST API",
          "Excel",
          "SAP",
          "Salesforce",
          "Figma",
          "Scrum",
          "Accounting",
          "Nursing",
          "Welding",
          "French",
          "German");
  static final List<String> SOURCES =
      List.of(
          "LinkedIn",
          "Indeed",
          "Referral",
          "StepStone",
          "Company site",
          "XING",
          "Glassdoor",
          "Agency");
  private static final List<String> COMMON =
      List.of(
          "the",
          "and",
          "of",
          "to",
          "in",
          "you",
          "we",
          "for",
          "with",
          "our",
          "a",
          "is",
          "your",
          "experience",
          "team",
          "work",
          "skills",
          "development",
          "data",
          "support",
          "business",
          "company",
          "role",
          "new",
          "job",
          "customers",
          "products",
          "projects",
          "quality",
          "management");
  private static final List<String> LEVELS = List.of("Senior", "Junior", "Lead", "Principal", "");
  private static final List<String> FIELDS =
      List.of(
          "Backend",
          "Frontend",
          "Data",
          "Cloud",
          "Sales",
          "Finance",
          "Care",
          "Product",
          "Security",
          "Mobile");
  private static final List<String> TRADES =
      List.of(
          "Engineer",
          "Developer",
          "Analyst",
          "Manager",
          "Consultant",
          "Assistant",
          "Administrator",
          "Designer");
  private static final List<EmploymentType> EMPLOYMENT =
      List.of(
          EmploymentType.FULL_TIME,
          EmploymentType.PART_TIME,
          EmploymentType.CONTRACT,
          EmploymentType.INTERNSHIP);
  private static final List<String> TOWNS =
      List.of(
          "Zürich", "Berlin", "München", "Dublin", "Paris", "Lyon", "Madrid", "Kraków", "Wien",
          "London", "Köln", "Genève");
  private static final String[] SYLLABLES =
      ("ba be bi bo ca ce co da de di do fa fe fi ga ge go ha he ho ja ka ke ki ko la le li lo ma me"
              + " mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi za zo")
          .split(" ");
  private static final int WORDS = 20_000;

  private final LocalDate first;
  private final String[] words = new String[WORDS];
  private final double[] sums = new double[WORDS];

  /** The applications were sent in the three years before a day. */
  TestPostings(LocalDate today) {
    this.first = today.minusDays(3 * 365);
    Random random = new Random(42);
    double sum = 0;
    for (int i = 0; i < WORDS; i++) {
      words[i] = i < COMMON.size() ? COMMON.get(i) : word(random);
      sum += 1.0 / (i + 3);
      sums[i] = sum;
    }
  }

  private static String word(RandomGenerator random) {
    StringBuilder word = new StringBuilder();
    IntStream.range(0, 2 + random.nextInt(3))
        .forEach(i -> word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]));
    return word.toString();
  }

  /** A word that is as often in a text as its rank says, from 0 for the most frequent. */
  String word(int rank) {
    return words[rank];
  }

  static String company(int number) {
    Random random = new Random(number * 31L + 7);
    String name = word(random);
    return Character.toUpperCase(name.charAt(0))
        + name.substring(1)
        + " "
        + (number % 2 == 0 ? "AG" : "Ltd")
        + " "
        + number;
  }

  NewApplication application(int number, int of) {
    Random random = new Random(number);
    String title =
        "%s %s %s"
            .formatted(pick(LEVELS, random), pick(FIELDS, random), pick(TRADES, random))
            .strip();
    List<String> skills = new ArrayList<>();
    int skillCount = 2 + random.nextInt(6);
    while (skills.size() < skillCount) {
      String skill = pick(SKILLS, random);
      if (!skills.contains(skill)) {
        skills.add(skill);
      }
    }
    int pay = 40 + random.nextInt(100);
    JobDetails job =
        JobDetails.builder()
            .title(title)
            .company(company(random.nextInt(3_000)))
            .location(pick(TOWNS, random))
            .workplaceType(pick(List.of(WorkplaceType.values()), random))
            .employmentType(pick(EMPLOYMENT, random))
            .seniority(pick(List.of(Seniority.values()), random))
            .industry(pick(FIELDS, random))
            .skills(skills)
            .salary(
                random.nextInt(3) == 0
                    ? null
                    : new Salary(
                        BigDecimal.valueOf(pay * 1000L),
                        BigDecimal.valueOf((pay + 15) * 1000L),
                        "EUR",
                        Salary.Period.YEAR))
            .sourceUrl("https://jobs.example/positions/" + number)
            .datePosted(null)
            .build();
    LocalDate applied = first.plusDays((long) (3.0 * 340 * number / of));
    return new NewApplication(
        new NewPosting(text(title, skills, random), null, null, null),
        job,
        pick(SOURCES, random),
        random.nextInt(4) == 0 ? List.of("favourite") : List.of(),
        moves(applied, random));
  }

  private static List<NewApplication.Move> moves(LocalDate applied, Random random) {
    List<NewApplication.Move> moves = new ArrayList<>();
    moves.add(new NewApplication.Move(Stage.SAVED, applied, null));
    if (random.nextInt(12) == 0) {
      return moves;
    }
    moves.add(new NewApplication.Move(Stage.APPLIED, applied, null));
    LocalDate day = applied;
    for (Stage stage :
        List.of(Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEWING, Stage.OFFER)) {
      int fate = random.nextInt(10);
      day = day.plusDays(random.nextInt(10));
      if (fate < 3) {
        return moves;
      }
      if (fate < 7) {
        moves.add(
            new NewApplication.Move(
                pick(
                    List.of(Stage.REJECTED, Stage.GHOSTED, Stage.REJECTED, Stage.WITHDRAWN),
                    random),
                day,
                null));
        return moves;
      }
      moves.add(new NewApplication.Move(stage, day, null));
    }
    return moves;
  }

  private String text(String title, List<String> skills, Random random) {
    int length = (int) Math.clamp(Math.exp(6.1 + 0.5 * random.nextGaussian()), 60, 3_000);
    StringBuilder text = new StringBuilder(title).append("\n\n");
    for (int i = 0; i < length; i++) {
      text.append(i % 40 == 7 ? pick(skills, random) : words[rank(random)]);
      text.append(i % 13 == 12 ? ".\n" : " ");
    }
    return text.toString();
  }

  private int rank(Random random) {
    double at = random.nextDouble() * sums[WORDS - 1];
    int found = java.util.Arrays.binarySearch(sums, at);
    return Math.min(WORDS - 1, found < 0 ? -found - 1 : found);
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
