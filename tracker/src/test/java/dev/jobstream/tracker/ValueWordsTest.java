package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FULL_TIME | FULL_TIME",
        "Full-time, permanent | FULL_TIME",
        "Vollzeit (40h), unbefristet | FULL_TIME",
        "Teilzeit | PART_TIME",
        "Werkstudent (m/w/d) | PART_TIME",
        "CONTRACTOR | CONTRACT",
        "Full-time contract | CONTRACT",
        "Full-time, permanent contract | FULL_TIME",
        "6 month fixed-term | TEMPORARY",
        "INTERN | INTERNSHIP",
        "Full time / Internship | INTERNSHIP",
        "Freelance | FREELANCE",
        "VOLUNTEER | VOLUNTEER",
        "PER_DIEM | OTHER",
        "temps plein | FULL_TIME",
        "early-stage startup | ",
        "international | ",
        "Permanent | ",
        "Not specified | ",
      })
  void theKindOfEmploymentIsReadFromItsWords(String value, String expected) {
    assertThat(EmploymentTypes.parse(value))
        .isEqualTo(Optional.ofNullable(expected).map(EmploymentType::valueOf));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Senior Data Scientist, Farm Design | MID_SENIOR",
        "Sr. Data Analyst | MID_SENIOR",
        "Principal Engineer | MID_SENIOR",
        "Sr. Staff SQA Engineer | MID_SENIOR",
        "Lead HRIS Analyst | MID_SENIOR",
        "Junior Data Engineer_Napoli | ENTRY",
        "Graduate Software Engineer | ENTRY",
        "Data Analyst Intern | INTERN",
        "Werkstudent Marketing (m/w/d) | INTERN",
        "Praktikum Controlling | INTERN",
        "Director of Data Science | DIRECTOR",
        "Head of Engineering | DIRECTOR",
        "Executive Director | DIRECTOR",
        "VP, Engineering | EXECUTIVE",
        "Chief Technology Officer | EXECUTIVE",
        "CTO | EXECUTIVE",
        "Associate Product Manager | ASSOCIATE",
        "Associate Director | DIRECTOR",
        "Senior Associate | MID_SENIOR",
        "Staff Nurse | ",
        "Senior Staff Nurse | MID_SENIOR",
        "Assistant to the Director | ",
        "Senior Assistant to the Director | MID_SENIOR",
        "Chief of Staff | ",
        "Lead Generation Specialist | ",
        "Account Executive | ",
        "Data Entry Clerk | ",
        "Junior or Senior Developer | ",
        "International Sales Manager | ",
        "Software Engineer | ",
      })
  void aTitleNamesALevelOrNone(String title, String expected) {
    assertThat(Seniorities.ofTitle(title).map(Seniorities.Match::seniority))
        .isEqualTo(Optional.ofNullable(expected).map(Seniority::valueOf));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MID_SENIOR | MID_SENIOR",
        "Mid-Senior level | MID_SENIOR",
        "Entry level | ENTRY",
        "Internship | INTERN",
        "Associate | ASSOCIATE",
        "Executive | EXECUTIVE",
        "Director | DIRECTOR",
        "Not Applicable | ",
        "UNSPECIFIED | ",
      })
  void aValueNamesALevelOrNone(String value, String expected) {
    assertThat(Seniorities.parse(value))
        .isEqualTo(Optional.ofNullable(expected).map(Seniority::valueOf));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TELECOMMUTE | REMOTE",
        "Fully remote (EU) | REMOTE",
        "Homeoffice | REMOTE",
        "Berlin, hybrid | HYBRID",
        "2 days in the office | HYBRID",
        "remote or on-site | HYBRID",
        "On-site | ONSITE",
        "vor Ort | ONSITE",
        "No remote | ONSITE",
        "This position is not remote | ONSITE",
        "remote sensing | ",
        "hybrid cloud | ",
        "Berlin | ",
      })
  void thePlaceOfWorkIsReadFromItsWords(String value, String expected) {
    assertThat(WorkplaceTypes.parse(value))
        .isEqualTo(Optional.ofNullable(expected).map(WorkplaceType::valueOf));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-12 | 2026-03-12",
        "2026-03-12T09:30:00+01:00 | 2026-03-12",
        "2026/3/2 | 2026-03-02",
        "12 March 2026 | 2026-03-12",
        "12th of March 2026 | 2026-03-12",
        "March 12, 2026 | 2026-03-12",
        "Mar 12th, 2026 | 2026-03-12",
        "Sept. 3, 2026 | 2026-09-03",
        "Posted on Mar. 1, 2026 | 2026-03-01",
        "12. März 2026 | 2026-03-12",
        "1er mars 2026 | 2026-03-01",
        "12 de marzo de 2026 | 2026-03-12",
        "12.03.2026 | 2026-03-12",
        "12. 3. 2026 | 2026-03-12",
        "13/03/2026 | 2026-03-13",
        "03/13/2026 | 2026-03-13",
        "05/05/2026 | 2026-05-05",
      })
  void aDateIsReadAsItIsWritten(String value, LocalDate expected) {
    assertThat(DateParser.parse(value)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3 days ago",
        "03/04/2026",
        "03-04-2026",
        "31 February 2026",
        "2026-13-40",
        "2026",
        "Maybe 12, 2026",
        "12 apples 2026",
        "10.0.0.2026",
        "+49 30 12.03.20261"
      })
  void whatIsNoCertainDateIsNotRead(String value) {
    assertThat(DateParser.parse(value)).isEmpty();
  }
}
