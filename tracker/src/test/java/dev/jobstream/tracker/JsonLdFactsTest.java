package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLdFactsTest {

  private static Map<PostingField, Finding> read(String json) {
    return PostingFacts.read(
        PostingText.of("<p>A page</p><script type=\"application/ld+json\">" + json + "</script>"));
  }

  private static Optional<String> value(String json, PostingField field) {
    return Optional.ofNullable(read(json).get(field)).map(FactsText::value);
  }

  private static final String WHOLE =
      """
      {"@context": "https://schema.org", "@type": "JobPosting", "title": "C&#43;&#43; Developer",
       "hiringOrganization": "Acme &amp; Sons", "employmentType": "CONTRACTOR",
       "jobLocation": {"address": {"addressLocality": "Oslo", "addressCountry": {"name": "Norway"}}},
       "datePosted": "2026-03-01T10:00:00Z", "validThrough": "2026-04-01", "url": "https://acme.example/jobs/1",
       "skills": ["C++", "Qt"], "industry": ["Shipping", "Software"]}
      """;

  @Test
  void everyFieldOfAPostingIsRead() {
    Map<PostingField, Finding> facts = read(WHOLE);

    assertThat(facts).hasSize(9);
    assertThat(FactsText.value(facts, PostingField.TITLE)).isEqualTo("C++ Developer");
    assertThat(FactsText.value(facts, PostingField.COMPANY)).isEqualTo("Acme & Sons");
    assertThat(FactsText.value(facts, PostingField.LOCATION)).isEqualTo("Oslo, Norway");
    assertThat(FactsText.value(facts, PostingField.EMPLOYMENT_TYPE)).isEqualTo("CONTRACT");
    assertThat(FactsText.value(facts, PostingField.DATE_POSTED)).isEqualTo("2026-03-01");
    assertThat(FactsText.value(facts, PostingField.VALID_THROUGH)).isEqualTo("2026-04-01");
    assertThat(FactsText.value(facts, PostingField.SKILLS)).isEqualTo("C++; Qt");
    assertThat(FactsText.value(facts, PostingField.INDUSTRY)).isEqualTo("Shipping, Software");
    assertThat(facts.values())
        .allSatisfy(finding -> {
          assertThat(finding.origin()).isEqualTo(Finding.Origin.FACT);
          assertThat(finding.evidence().source()).isEqualTo(Evidence.Source.STRUCTURED_DATA);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s]",
        "{\"@graph\": [{\"@type\": \"WebPage\"}, %s]}",
        "{\"@type\": \"ItemPage\", \"mainEntity\": %s}",
        "<!-- %s -->",
        "//<![CDATA[\n%s\n//]]>",
        "%s, {\"broken\": ",
      })
  void aPostingIsFoundWhereverItStands(String around) {
    String json = around.formatted("{\"@type\": [\"JobPosting\"], \"title\": \"Potter\",}");

    assertThat(value(json, PostingField.TITLE)).contains("Potter");
  }

  @Test
  void whatStandsBeforeABreakIsKept() {
    String broken =
        "{\"@type\": \"JobPosting\", \"title\": \"Potter\", \"description\": \"He said \"no\" to";

    assertThat(value(broken, PostingField.TITLE)).contains("Potter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'currency':'EUR','value':{'minValue':50000,'maxValue':60000.00,'unitText':'YEAR'}} | 50000–60000 EUR YEAR",
        "{'currency':'USD','value':{'value':'25.50','unitText':'HOUR'}} | 25.5–25.5 USD HOUR",
        "{'currency':'USD','minValue':'90000','maxValue':'80000'} | 80000–90000 USD",
        "{'currency':'GBP','value':30000} | 30000–30000 GBP",
        "{'currency':'GBP','value':{'minValue':30000,'maxValue':0,'unitText':'ANNUAL'}} | 30000– GBP YEAR",
        "'€3.200 monatlich' | 3200–3200 EUR MONTH",
        "{'currency':'EUR','value':{'minValue':1e999999999,'unitText':'YEAR'}} | ",
        "{'currency':'EUR','value':'competitive'} | ",
        "{'currency':'EUR','value':{'value':0}} | ",
      })
  void aSalaryIsReadInEveryShape(String baseSalary, String expected) {
    String json = "{'@type':'JobPosting','baseSalary':" + baseSalary + "}";

    assertThat(value(json, PostingField.SALARY)).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void severalPlacesAreNamedAndTelecommutingIsRemote() {
    String json =
        """
        {"@type":"JobPosting","jobLocationType":"TELECOMMUTE","jobLocation":[
         {"address":{"addressLocality":"Lyon","addressRegion":"Lyon","addressCountry":"FR"}},
         {"address":"Nantes, FR"}]}
        """;

    assertThat(value(json, PostingField.LOCATION)).contains("Lyon, FR; Nantes, FR");
    assertThat(value(json, PostingField.WORKPLACE_TYPE)).contains("REMOTE");
  }

  @Test
  void ofSeveralPostingsTheOneOfTheHeadingIsRead() {
    String list =
        "[{\"@type\":\"JobPosting\",\"title\":\"Potter\"},{\"@type\":\"JobPosting\",\"title\":\"Weaver\"}]";
    Map<PostingField, Finding> facts =
        PostingFacts.read(
            PostingText.of(
                "<h1>Weaver</h1><p>Text</p><script type='application/ld+json'>"
                    + list
                    + "</script>"));

    assertThat(FactsText.value(facts, PostingField.TITLE)).isEqualTo("Weaver");
    assertThat(FactsText.finding(facts, PostingField.TITLE).origin())
        .isEqualTo(Finding.Origin.FACT);
    assertThat(FactsText.finding(read(list), PostingField.TITLE).origin())
        .isEqualTo(Finding.Origin.GUESS);
  }

  @Test
  void theTextsWordsAreTheEvidenceWhereTheyAgree() {
    PostingText posting =
        PostingText.of(
            "<h1>Potter</h1><p>Published 1 March 2026</p><script type='application/ld+json'>"
                + "{'@type':'JobPosting','title':'Potter','datePosted':'2026-03-01'}</script>");
    Map<PostingField, Finding> facts = PostingFacts.read(posting);

    assertThat(FactsText.of(posting))
        .contains("TITLE = Potter [FACT, STRUCTURED_DATA] «Potter»")
        .contains("DATE_POSTED = 2026-03-01 [FACT, STRUCTURED_DATA] «1 March 2026»");
    assertThat(facts).hasSize(2);
  }

  @Test
  void aPlaceholderInStructuredDataIsNoValue() {
    assertThat(read("{'@type':'JobPosting','title':'N/A','hiringOrganization':{'name':'null'}}"))
        .isEmpty();
  }
}
