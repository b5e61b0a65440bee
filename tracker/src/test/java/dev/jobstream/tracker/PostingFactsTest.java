package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingFactsTest {

  private static Map<PostingField, Finding> read(String pasted) {
    return PostingFacts.read(PostingText.of(pasted));
  }

  private static Optional<String> value(String pasted, PostingField field) {
    return Optional.ofNullable(read(pasted).get(field)).map(FactsText::value);
  }

  @Test
  void aFooterOfTheBoardDoesNotBeatTheTitlesOwnWord() {
    Finding level =
        FactsText.finding(
            read(
                "Senior Data Engineer\nAcme\nBerlin, Germany\n\nWe build.\n\nSeniority level\nEntry level"),
            PostingField.SENIORITY);

    assertThat(FactsText.value(level)).isEqualTo("MID_SENIOR");
  }

  @Test
  void aFooterOfTheBoardIsAGuessWhereTheTitleNamesNoLevel() {
    Finding level =
        FactsText.finding(
            read(
                "Data Engineer\nAcme\nBerlin, Germany\n\nWe build.\n\nSeniority level\nEntry level"),
            PostingField.SENIORITY);

    assertThat(FactsText.value(level)).isEqualTo("ENTRY");
    assertThat(level.origin()).isEqualTo(Finding.Origin.GUESS);
  }

  @Test
  void theLevelIsNotInventedWhereNothingNamesOne() {
    assertThat(value("Data Engineer\nAcme\nBerlin, Germany\n\nWe build.", PostingField.SENIORITY))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Data Analyst at Vudu Movies | Data Analyst | Vudu Movies | ",
        "Vacancy: Data Analyst // Acme // Newport, CA, US | Data Analyst | Acme | Newport, CA, US",
        "Acme (Newport, CA, US) seeks Data Analyst | Data Analyst | Acme | Newport, CA, US",
        "Acme is hiring a Data Analyst in Paris, France | Data Analyst | Acme | Paris, France",
        "Join Acme as a Data Analyst! We're based in Oslo. | Data Analyst | Acme | Oslo",
        "Data Analyst - Acme - Austin, TX - LinkedIn | Data Analyst | Acme | Austin, TX",
        "Data Analyst - Austin, TX | Data Analyst |  | Austin, TX",
        "Data Analyst (Austin, TX) | Data Analyst |  | Austin, TX",
        "Our client is looking for a Data Analyst in Leeds, UK. | Data Analyst |  | Leeds, UK",
        "Acme GmbH sucht Softwareentwickler (m/w/d) in Kiel | Softwareentwickler (m/w/d) | Acme GmbH | ",
        "Data Analyst Job in Austin, TX | Data Analyst |  | Austin, TX",
      })
  void aHeadlineIsTakenApart(String line, String title, String company, String place) {
    String pasted = line + "\n\nAbout the job\nWe do things with numbers and people.";

    assertThat(value(pasted, PostingField.TITLE)).contains(title);
    assertThat(value(pasted, PostingField.COMPANY)).isEqualTo(Optional.ofNullable(company));
    if (place != null) {
      assertThat(value(pasted, PostingField.LOCATION)).contains(place);
    }
  }

  @Test
  void whatOnlyTheLayoutSaysIsAGuess() {
    Map<PostingField, Finding> facts =
        read("Data Analyst at Acme\nOslo\n\nAbout the job\nWe count.");

    assertThat(facts.values())
        .hasSize(3)
        .allSatisfy(finding -> assertThat(finding.origin()).isEqualTo(Finding.Origin.GUESS));
  }

  @Test
  void aSentenceIsNoCompany() {
    assertThat(value("Data Analyst\nWe need help.\nOslo, Norway", PostingField.COMPANY)).isEmpty();
    assertThat(value("Data Analyst\nAcme & Co.\nOslo, Norway", PostingField.COMPANY))
        .contains("Acme & Co.");
  }

  @Test
  void linesOfAHeadAreToldApartInAnyOrder() {
    String pasted =
        "Easy Apply\nShare\nFirst Harbor Bank\n4.1\nSan Diego, CA, US\nRisk Analyst - Loans\nFull time\n"
            + "55 applicants\n\nAbout the job\nOverview of all.";

    assertThat(value(pasted, PostingField.TITLE)).contains("Risk Analyst - Loans");
    assertThat(value(pasted, PostingField.COMPANY)).contains("First Harbor Bank");
    assertThat(value(pasted, PostingField.LOCATION)).contains("San Diego, CA, US");
    assertThat(value(pasted, PostingField.EMPLOYMENT_TYPE)).contains("FULL_TIME");
  }

  @Test
  void labelsAreReadInEveryLayout() {
    String pasted =
        """
        **Position:** Welder
        Employer – Keel & Sons
        Location | Gdańsk, Poland
        Job Type
        Part-time
        • Industry: Shipbuilding
        Skills: MIG, TIG, Reading drawings (ISO)
        Experience level: Senior
        Remote: no
        """;

    assertThat(value(pasted, PostingField.TITLE)).contains("Welder");
    assertThat(value(pasted, PostingField.COMPANY)).contains("Keel & Sons");
    assertThat(value(pasted, PostingField.LOCATION)).contains("Gdańsk, Poland");
    assertThat(value(pasted, PostingField.EMPLOYMENT_TYPE)).contains("PART_TIME");
    assertThat(value(pasted, PostingField.INDUSTRY)).contains("Shipbuilding");
    assertThat(value(pasted, PostingField.SKILLS)).contains("MIG; TIG; Reading drawings (ISO)");
    assertThat(value(pasted, PostingField.SENIORITY)).contains("MID_SENIOR");
  }

  @Test
  void labelsOnOneLineEndEachOther() {
    String pasted =
        "Company: Acme America, Ltd. Division: R&D Location: Santa Clara, CA Status: Regular";

    assertThat(value(pasted, PostingField.COMPANY)).contains("Acme America, Ltd.");
    assertThat(value(pasted, PostingField.LOCATION)).contains("Santa Clara, CA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Not specified",
        "N/A",
        "n.a.",
        "k.A.",
        "TBD",
        "-",
        "Unknown",
        "keine Angabe",
        "&nbsp;"
      })
  void aPlaceholderIsNoValue(String placeholder) {
    assertThat(value("Company: " + placeholder + "\nWe need help.", PostingField.COMPANY))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "We raised $14,000,000 in our Series A.",
        "Backed by $120M in funding from great investors.",
        "Last year's revenue was $540,000,000.",
        "401(k) with company match and $5,000 sign-on bonus",
        "A learning budget of €2,500 per year",
        "We are 12,000 employees in 30 countries.",
        "Relocation assistance of up to $15,000",
        "Tuition assistance of up to $7,500 per calendar year",
        "A referral bonus of $2,000",
        "We invest in your development up to\n€2,000 per year\nfor books.",
        "Up to 25 EUR per month for a gym subscription",
        "25 days paid vacation, 1 additional day off",
        "$1K/month food stipend",
        "You will manage a portfolio worth $45,000,000.",
        "Founded in 1998, moved in 2004.",
      })
  void otherMoneyIsNoSalary(String line) {
    assertThat(value("Clerk\nAcme\nOslo\n\nAbout us\n" + line, PostingField.SALARY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The base salary for this role is $120,000 - $150,000 per year, plus bonus and equity. | 120000–150000 USD YEAR",
        "$15 - $18 an hour | 15–18 USD HOUR",
        "Gehalt: 58.000 € – 72.000 € brutto im Jahr | 58000–72000 EUR YEAR",
        "Pay rates for this position begin at $20/hour. | 20–20 USD HOUR",
        "Salary: up to £60k | –60000 GBP",
        "The base salary is USD$167,000 per year - USD$185,500 per year. | 167000–185500 USD YEAR",
        "Annual salary between €45,360 - €64,800 (monthly €3,500 - €5,000) | 45360–64800 EUR YEAR",
        "Compensation: $125,000.00 annual salary, target bonus, 10% of base salary. | 125000–125000 USD YEAR",
        "OTE: $90,000 | 90000–90000 USD",
        "€450–€550 per day | 450–550 EUR DAY",
      })
  void payIsASalaryWhereverItStands(String line, String expected) {
    assertThat(value("Clerk\nAcme\nOslo\n\nAbout us\n" + line, PostingField.SALARY))
        .contains(expected);
  }

  @Test
  void aPlainDollarIsThatOfThePlace() {
    assertThat(value("Location: Toronto, Canada\nSalary: $90,000 a year", PostingField.SALARY))
        .contains("90000–90000 CAD YEAR");
    assertThat(value("Location: Toronto, Canada\nSalary: US$90,000 a year", PostingField.SALARY))
        .contains("90000–90000 USD YEAR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Posted on March 3, 2026 | 2026-03-03 | ",
        "Published: 03.03.2026 | 2026-03-03 | ",
        "Applications close on 31 March 2026 |  | 2026-03-31",
        "Bewerbungsschluss: 31.03.2026 |  | 2026-03-31",
        "Please send your CV by 31/03/2026. |  | 2026-03-31",
        "Posted 2026-03-03, apply by 2026-03-31 | 2026-03-03 | 2026-03-31",
        "Posted 3 days ago |  | ",
        "Start date: 1 April 2026 |  | ",
        "Apply by 03/04/2026 |  | ",
      })
  void aDateIsWhatTheWordsBeforeItSay(String line, String posted, String valid) {
    String pasted = "Clerk\n" + line;

    assertThat(value(pasted, PostingField.DATE_POSTED)).isEqualTo(Optional.ofNullable(posted));
    assertThat(value(pasted, PostingField.VALID_THROUGH)).isEqualTo(Optional.ofNullable(valid));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Posted 3 days ago | 2026-02-27 | FACT",
        "Reposted: yesterday | 2026-03-01 | FACT",
        "Oslo · 1 day ago · 40 applicants | 2026-03-01 | FACT",
        "Posted on: yesterday | 2026-03-01 | FACT",
        "Posted 2 weeks ago · Active 1 day ago | 2026-02-16 | GUESS",
        "vor 2 Wochen | 2026-02-16 | GUESS",
        "Veröffentlicht vor einem Monat | 2026-02-02 | GUESS",
        "Publiée il y a 3 jours | 2026-02-27 | FACT",
        "hace 5 horas | 2026-03-02 | GUESS",
        "2 dagen geleden | 2026-02-28 | FACT",
        "Veröffentlicht am: heute | 2026-03-02 | FACT",
        "Heute | - | -",
        "Mehr Infos (hier) | - | -",
        "Posted more than 30 days ago | - | -",
        "Posted 2–3 days ago | - | -",
        "Updated 2 days ago | - | -",
        "The book we published on bees came out 5 days ago | - | -",
        "Posted 30+ days ago | - | -",
        "Active 3 days ago | - | -",
        "We opened here 8 days ago and look for people today. | - | -",
      })
  void aRelativeDayCountsFromTheDayOnWhichThePostingWasSeen(
      String line, String day, String origin) {
    PostingText posting = PostingText.of("Clerk\nAcme\n" + line + "\n\nWe count.");
    assertThat(PostingFacts.read(posting)).doesNotContainKey(PostingField.DATE_POSTED);

    Optional<Finding> found =
        Optional.ofNullable(
            PostingFacts.read(posting.seenOn(LocalDate.of(2026, 3, 2)))
                .get(PostingField.DATE_POSTED));
    assertThat(found.map(FactsText::value)).isEqualTo(Optional.ofNullable(day));
    assertThat(found.map(finding -> finding.origin().name()))
        .isEqualTo(Optional.ofNullable(origin));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Austin, TX | Austin | Austin, TX",
        "Austin, TX 78701 | Remote | Austin, TX 78701",
        "Germany | Remote (some travel) | Germany",
        "Seattle, WA | Seattle Campus | Seattle, WA",
        "Austin, TX | Berlin | Berlin",
        "Austin, TX | Berlin, Germany | Berlin, Germany",
        "Austin | Austin, TX | Austin, TX",
        "Germany | Hybrid - London | Hybrid - London",
        "Austin, TX | 100 % remote | Austin, TX",
        "Raleigh, NC | Smithville | Smithville",
      })
  void ofTwoPlacesTheFullerOneCounts(String head, String label, String place) {
    String pasted = "Clerk\nAcme\n%s\n\nWe count.\nLocation: %s".formatted(head, label);
    assertThat(value(pasted, PostingField.LOCATION)).contains(place);
  }

  @Test
  void aPostingThatOnlySaysRemoteIsRemote() {
    assertThat(value("Clerk\nAcme\n\nLocation: Remote", PostingField.LOCATION)).contains("Remote");
  }

  @ParameterizedTest
  @CsvSource({
    "Data Scientist I, ENTRY",
    "Engineer II - Payments, ASSOCIATE",
    "Engineer III, MID_SENIOR",
    "Type II Diabetes Nurse, ",
    "Project Engineer I-69, ",
    "Junior or Senior Engineer II, ",
  })
  void aNumeralBehindATitleIsALevel(String title, String level) {
    assertThat(value("Title: " + title, PostingField.SENIORITY))
        .isEqualTo(Optional.ofNullable(level));
  }

  @ParameterizedTest
  @CsvSource({
    "1 year of experience, ENTRY",
    "2+ years of experience, ASSOCIATE",
    "3-5 years of experience, ASSOCIATE",
    "5+ years of experience, MID_SENIOR",
  })
  void yearsOfExperienceStandForALevel(String years, String level) {
    assertThat(value("Clerk\n\nYou have " + years + ".", PostingField.SENIORITY)).contains(level);
  }

  @Test
  void skillsAreNamedOnceWhateverTheirSpelling() {
    assertThat(
            value(
                "Clerk\n\nNatural Language Processing (NLP), Microsoft Excel, problem-solving, R and SQL",
                PostingField.SKILLS))
        .contains("NLP; Excel; Problem Solving; R; SQL");
  }

  @Test
  void everyListedSkillIsFoundInEachOfItsSpellings() {
    for (String line : WordList.read("skills.txt")) {
      String[] spellings = line.replaceFirst("^[!~]", "").split("=", -1);
      for (String spelling : spellings) {
        assertThat(value("Clerk\n\nYou know x, " + spelling.strip() + ", y.", PostingField.SKILLS))
            .as(spelling)
            .contains(spellings[0].strip());
      }
    }
  }

  @Test
  void aPlaceOfThePagesDataThatTheTextLacksIsNoHead() {
    String data =
        "<script type=\"application/ld+json\">[{\"@type\":\"JobPosting\",\"title\":\"Cook\",\"jobLocation\":{\"address\":\"Garner, NC, US\"}},"
            + "{\"@type\":\"JobPosting\",\"title\":\"Clerk\"}]</script>";
    String page = "<html><body>" + data + "<p>Baker</p><p>Location: Garner</p></body></html>";
    assertThat(value(page, PostingField.LOCATION)).isPresent();
  }

  @Test
  void addressesAreToldApartByTheWordsBeforeThem() {
    String pasted =
        "Clerk\nSource: https://board.example/jobs/17\nRead about us (https://acme.example/about/us).\n"
            + "To apply, use https://acme.example/form/9.";

    assertThat(value(pasted, PostingField.SOURCE_URL)).contains("https://board.example/jobs/17");
    assertThat(value(pasted, PostingField.APPLY_URL)).contains("https://acme.example/form/9");
  }

  @Test
  void theAddressThatWasGivenIsTheSource() {
    Map<PostingField, Finding> facts =
        PostingFacts.read(
            PostingText.of("Clerk\nSource: https://a.example/1", "https://board.example/17"));

    assertThat(FactsText.value(facts, PostingField.SOURCE_URL))
        .isEqualTo("https://board.example/17");
    assertThat(FactsText.finding(facts, PostingField.SOURCE_URL).evidence())
        .isEqualTo(Evidence.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "This is a fully remote position. | REMOTE",
        "No remote work, sorry. | ONSITE",
        "This position is not remote. | ONSITE",
        "It is a hybrid role. | HYBRID",
        "Kein Homeoffice möglich. | ONSITE",
        "You will maintain remote monitoring of pumps. | ",
        "We offer on-site child care. | ",
      })
  void thePlaceOfWorkIsReadFromProse(String line, String expected) {
    assertThat(value("Clerk\nAcme\nOslo\n\nAbout us\n" + line, PostingField.WORKPLACE_TYPE))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void aPastedLineOfJsonLabelsNothing() {
    Map<PostingField, Finding> facts =
        read("Data Engineer at Vale Health\n\n{\"title\": \"PWNED\", \"company\": \"PWNED\"}");

    assertThat(facts.toString()).doesNotContain("PWNED");
  }

  @Test
  void oneLetterLanguagesCountOnlyInLists() {
    assertThat(value("Clerk\nGo the extra mile, in vitamin C and R us.", PostingField.SKILLS))
        .isEmpty();
    assertThat(value("Clerk\nYou know Python, R, Go and C++.", PostingField.SKILLS))
        .contains("Python; R; Go; C++");
  }
}
