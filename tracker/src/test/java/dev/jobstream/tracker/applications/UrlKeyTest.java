package dev.jobstream.tracker.applications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UrlKeyTest {
  private static String key(String url) {
    return UrlKey.of(url).orElseThrow();
  }

  @Test
  void onePageIsOneKeyHoweverItWasReached() {
    assertThat(key("HTTPS://www.Jobs.example:443/a/b/?z=1&utm_source=x&a=2#apply"))
        .isEqualTo(key("http://jobs.example/a/b?a=2&z=1&gclid=7"))
        .isEqualTo("jobs.example/a/b?a=2&z=1");
  }

  @Test
  void otherPagesAreOtherKeys() {
    assertThat(key("https://jobs.example/view?id=1"))
        .isNotEqualTo(key("https://jobs.example/view?id=2"));
    assertThat(key("https://jobs.example:8443/a")).isNotEqualTo(key("https://jobs.example/a"));
    assertThat(key("https://jobs.example/A")).isNotEqualTo(key("https://jobs.example/a"));
  }

  @Test
  void whatIsNoWebAddressHasNone() {
    assertThat(UrlKey.of("")).isEmpty();
    assertThat(UrlKey.of("mailto:a@b.example")).isEmpty();
    assertThat(UrlKey.of("javascript:alert(1)")).isEmpty();
    assertThat(UrlKey.of("http://[")).isEmpty();
    assertThat(UrlKey.of("not an address")).isEmpty();
  }
}
