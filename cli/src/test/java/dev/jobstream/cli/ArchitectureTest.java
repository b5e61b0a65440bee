package dev.jobstream.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, over the classes of them all. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/test-support/"))
          .importPackages("dev.jobstream");

  @Test
  void everyModuleIsLookedAt() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .contains(
            "dev.jobstream.llm",
            "dev.jobstream.llm.llamacpp",
            "dev.jobstream.llm.llamacpp.bindings",
            "dev.jobstream.llm.http",
            "dev.jobstream.tracker",
            "dev.jobstream.tracker.applications",
            "dev.jobstream.web",
            "dev.jobstream.tracker.sql",
            "dev.jobstream.cli");
  }

  @Test
  void theStreamingContractDependsOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("dev.jobstream.llm")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.jobstream.llm", "java..", "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void theEnginesKnowNothingOfTrackingOrOfAUserInterface() {
    noClasses()
        .that()
        .resideInAPackage("dev.jobstream.llm..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.jobstream.tracker..", "dev.jobstream.web..", "dev.jobstream.cli..")
        .check(CLASSES);
  }

  @Test
  void theEnginesKnowNothingOfEachOther() {
    noClasses()
        .that()
        .resideInAPackage("dev.jobstream.llm.http")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.jobstream.llm.llamacpp..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.jobstream.llm.llamacpp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.jobstream.llm.http")
        .check(CLASSES);
  }

  @Test
  void trackingKnowsTheContractAndNoEngine() {
    noClasses()
        .that()
        .resideInAPackage("dev.jobstream.tracker")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.jobstream.llm.*..",
            "dev.jobstream.tracker.*..",
            "dev.jobstream.web..",
            "dev.jobstream.cli..",
            "org.jline..",
            "picocli..")
        .check(CLASSES);
  }

  @Test
  void applicationsKnowTheReadingOfPostingsAndNoDatabase() {
    classes()
        .that()
        .resideInAPackage("dev.jobstream.tracker.applications")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.jobstream.tracker",
            "dev.jobstream.tracker.applications",
            "dev.jobstream.llm",
            "com.fasterxml.jackson..",
            "java.io..",
            "java.lang..",
            "java.math..",
            "java.net..",
            "java.nio..",
            "java.security..",
            "java.text..",
            "java.time..",
            "java.util..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void thePagesKnowTrackingAndTheContractAndNoEngineOrDatabase() {
    noClasses()
        .that()
        .resideInAPackage("dev.jobstream.web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.jobstream.llm.*..", "dev.jobstream.tracker.sql..", "java.sql..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void theStoreKnowsNoModelAndNoUserInterface() {
    noClasses()
        .that()
        .resideInAPackage("dev.jobstream.tracker.sql")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.jobstream.llm..", "dev.jobstream.web..", "dev.jobstream.cli..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void onlyTheStoreKnowsADatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jobstream.tracker.sql")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..", "org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void nothingDependsOnTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.jobstream.cli..", "dev.jobstream.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.jobstream.cli..")
        .check(CLASSES);
  }

  @Test
  void onlyAssemblyPutsAnEngineIntoService() {
    noClasses()
        .that()
        .resideInAPackage("dev.jobstream.cli")
        .and()
        .doNotHaveSimpleName("Assembly")
        .and()
        .doNotHaveSimpleName("Servers")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.(Llama|Ollama|OpenAi|Anthropic)ChatModel")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("dev.jobstream.llm.llamacpp.bindings")
        .check(CLASSES);
  }

  @Test
  void namesOfLlamaCppStayInItsBindings() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jobstream.llm.llamacpp.bindings")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.SymbolLookup")
        .because("only the bindings know the C library's names")
        .check(CLASSES);
  }
}
