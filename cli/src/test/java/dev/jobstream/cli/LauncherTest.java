package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a project of its own and with JDK, Maven and npm of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class LauncherTest {
  /** As npm leaves a folder whose packages it has installed. */
  private static final String INSTALL =
      "mkdir -p \"$3/node_modules\" && touch \"$3/node_modules/.package-lock.json\"";

  private static final List<String> TOOLS =
      List.of(
          "cat",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mkfifo",
          "mv",
          "readlink",
          "rm",
          "sleep",
          "tail",
          "touch");

  @TempDir Path folder;
  private Path root;
  private Path bin;
  private Path home;

  @BeforeEach
  void makeProject() throws IOException {
    root = Files.createDirectories(folder.resolve("a project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    home = Files.createDirectories(folder.resolve("home"));
    Path launcher = Path.of(System.getProperty("jobstream.project"), "jobstream");
    executable(root.resolve("jobstream"), Files.readString(launcher));
    write(root.resolve("pom.xml"), "<project/>");
    Files.createDirectories(root.resolve(".mvn"));
    write(root.resolve("cli/pom.xml"), "<project/>");
    write(root.resolve("cli/src/main/java/A.java"), "class A {}");
    write(root.resolve("cli/src/main/java/B.java"), "class B {}");
    write(root.resolve("cli/src/test/java/ATest.java"), "class ATest {}");
    write(root.resolve("llm-llamacpp/natives/package-lock.json"), "{}");
    write(root.resolve("test-support/clients/package-lock.json"), "{}");
    write(root.resolve("llm-llamacpp/natives/cuda/package-lock.json"), "{}");
    for (String tool : TOOLS) {
      executable(bin.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(where(tool)));
    }
    jdk("99.0.1");
    mvn("mkdir -p cli/target && touch cli/target/jobstream.jar");
    npm(INSTALL);
  }

  @Test
  void theFirstUseBuildsAndTheSecondDoesNot() throws Exception {
    Run first = run("models");
    assertThat(first.exitCode()).as(first.err()).isEqualTo(0);
    assertThat(first.err()).contains("building for the first time");
    assertThat(first.out()).contains("jobstream.jar models");

    Run second = run("models");
    assertThat(second.err()).isEmpty();
    assertThat(calls()).containsExactly("mvn", "npm");
  }

  @Test
  void aChangedAndADeletedSourceAreBuiltAndATestIsNot() throws Exception {
    run("models");
    later(root.resolve("cli/src/test/java/ATest.java"));
    run("models");
    assertThat(calls()).containsExactly("mvn", "npm");

    later(root.resolve("cli/src/main/java/A.java"));
    assertThat(run("models").err()).contains("sources changed");
    assertThat(calls()).containsExactly("mvn", "npm", "mvn");

    // As it would be at a later time: what was changed above lies before the build.
    Files.setLastModifiedTime(
        root.resolve("cli/src/main/java/A.java"), FileTime.from(Instant.EPOCH));
    run("models");
    Files.delete(root.resolve("cli/src/main/java/B.java"));
    run("models");
    assertThat(calls()).containsExactly("mvn", "npm", "mvn", "mvn");
  }

  @Test
  void aFailedBuildShowsItsEndAndItsLog() throws Exception {
    mvn("echo 'A.java:1: error'; exit 1");

    Run run = run("models");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("A.java:1: error").contains("target/launcher/build-cli.log");
    assertThat(root.resolve("target/launcher/lock")).doesNotExist();
  }

  @Test
  void aLinkLeadsToTheProject() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("js link"), root.resolve("jobstream"));

    Run run = finish(start(link, "analyze", "a posting.txt"));
    assertThat(run.out()).contains("jobstream.jar analyze a posting.txt");
  }

  @Test
  void theNewestFittingJdkIsTakenUnlessJavaHomeFits() throws Exception {
    jdk("98");
    assertThat(run("models").out()).startsWith("jdk-99.0.1 ");

    ProcessBuilder builder = builder(root.resolve("jobstream"), "models");
    builder.environment().put("JAVA_HOME", home.resolve(".jdks/jdk-98").toString());
    assertThat(finish(builder.start()).out()).startsWith("jdk-98 ");

    jdk("17.0.15");
    builder.environment().put("JAVA_HOME", home.resolve(".jdks/jdk-17.0.15").toString());
    assertThat(finish(builder.start()).out()).startsWith("jdk-99.0.1 ");
  }

  @Test
  void whatIsMissingIsToldInASentence() throws Exception {
    Files.delete(bin.resolve("npm"));
    Run withoutNpm = run("models");
    assertThat(withoutNpm.exitCode()).isEqualTo(0);
    assertThat(withoutNpm.err()).contains("npm was not found").contains("Install Node.js");
    Run testsWithoutNpm = run("test");
    assertThat(testsWithoutNpm.exitCode()).isEqualTo(1);
    assertThat(testsWithoutNpm.err()).contains("npm was not found").hasLineCount(1);
    assertThat(calls()).containsExactly("mvn");

    npm(INSTALL);
    assertThat(run("models").exitCode()).isEqualTo(0);
    assertThat(calls()).containsExactly("mvn", "npm");

    later(root.resolve("pom.xml"));
    Files.delete(bin.resolve("mvn"));
    assertThat(run("models").err()).contains("Maven was not found").contains("apt install maven");

    // No machine has a JDK of this version.
    Path launcher = root.resolve("jobstream");
    executable(launcher, Files.readString(launcher).replace("needed_jdk=25", "needed_jdk=9999"));
    Run withoutJdk = run("models");
    assertThat(withoutJdk.exitCode()).isEqualTo(1);
    assertThat(withoutJdk.err()).contains("no JDK 9999 or newer").contains("JAVA_HOME");
  }

  @Test
  void withoutANetworkEverythingButTheEngineWorksAndNpmIsLeftAloneForAWhile() throws Exception {
    npm("exit 1");

    Run first = run("models");
    assertThat(first.exitCode()).isEqualTo(0);
    assertThat(first.out()).contains("jobstream.jar models");
    assertThat(first.err()).contains("npm could not fetch");

    assertThat(run("models").err()).isEmpty();
    assertThat(calls()).containsExactly("mvn", "npm");

    // The tests ask npm again, and do not run without what it brings.
    Run tests = run("test");
    assertThat(tests.exitCode()).isEqualTo(1);
    assertThat(tests.err()).contains("npm could not fetch");
    assertThat(calls()).containsExactly("mvn", "npm", "npm");
  }

  @Test
  void aGraphicsCardsLibrariesAreTakenWhileTheVariableAsksForThem() throws Exception {
    String plain = root.toRealPath() + "/llm-llamacpp/natives/node_modules/@node-llama-cpp ";
    String cuda = root.toRealPath() + "/llm-llamacpp/natives/cuda/node_modules/@node-llama-cpp ";
    ProcessBuilder builder = builder(root.resolve("jobstream"), "models");
    builder.environment().put("JOBSTREAM_GPU", "cuda");

    assertThat(finish(builder.start()).out()).contains("-Djobstream.natives=" + cuda);
    assertThat(run("models").out()).contains("-Djobstream.natives=" + plain);
    assertThat(finish(builder.start()).out()).contains("-Djobstream.natives=" + cuda);
    assertThat(calls()).containsExactly("mvn", "npm", "npm");

    builder.environment().put("JOBSTREAM_GPU", "abacus");
    assertThat(finish(builder.start()).err()).contains("`abacus`").contains("cuda or vulkan");
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Path started = folder.resolve("started");
    Path goOn = folder.resolve("go on");
    new ProcessBuilder("mkfifo", started.toString(), goOn.toString()).start().waitFor();
    mvn(
        "echo > '%s'; cat '%s'; mkdir -p cli/target; touch cli/target/jobstream.jar"
            .formatted(started, goOn));

    Process first = start(root.resolve("jobstream"), "models");
    Files.readAllLines(started);
    Process second = start(root.resolve("jobstream"), "doctor");
    try (BufferedWriter writer = Files.newBufferedWriter(goOn)) {
      writer.newLine();
    }

    assertThat(finish(first).out()).contains("models");
    assertThat(finish(second).out()).contains("doctor");
    assertThat(calls()).containsExactly("mvn", "npm");
  }

  @Test
  void theLockOfALauncherThatDiedIsBroken() throws Exception {
    Process dead = new ProcessBuilder("sh", "-c", "exit 0").start();
    dead.waitFor();
    write(root.resolve("target/launcher/lock/owner"), dead.pid() + "\n");

    assertThat(run("models").exitCode()).isEqualTo(0);
    assertThat(root.resolve("target/launcher/lock")).doesNotExist();
  }

  @Test
  void theLockIsBrokenTooIfAnotherProcessHasItsOwnersNumber() throws Exception {
    // This very process lives, but did not begin when the owner did.
    write(root.resolve("target/launcher/lock/owner"), ProcessHandle.current().pid() + " 1\n");

    assertThat(run("models").exitCode()).isEqualTo(0);
    assertThat(root.resolve("target/launcher/lock")).doesNotExist();
  }

  @Test
  void theJvmTakesTheLaunchersPlaceSoThatSignalsReachIt() throws Exception {
    Process process = start(root.resolve("jobstream"), "models");

    assertThat(finish(process).out()).contains("pid " + process.pid() + "\n");
  }

  @Test
  void theBenchmarksHaveAJarOfTheirOwn() throws Exception {
    mvn("mkdir -p bench/target && touch bench/target/bench.jar");

    assertThat(run("bench", "decode").out())
        .contains("bench.jar dev.jobstream.bench.Bench decode")
        .contains("-Djobstream.natives=" + root.toRealPath());
  }

  @Test
  void theTestsAreMavensAndSoIsTheirExitCode() throws Exception {
    mvn("echo \"maven $*\"; exit 7");

    Run run = run("test", "-pl", "llm");
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.out()).contains("verify -pl llm");
  }

  private record Run(int exitCode, String out, String err) {}

  private Run run(String... args) throws Exception {
    return finish(start(root.resolve("jobstream"), args));
  }

  private Process start(Path launcher, String... args) throws IOException {
    return builder(launcher, args).start();
  }

  private ProcessBuilder builder(Path launcher, String... args) throws IOException {
    List<String> command = Stream.concat(Stream.of(launcher.toString()), Stream.of(args)).toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("HOME", home.toString());
    return builder;
  }

  private Run finish(Process process) throws Exception {
    // Errors are few and fit into the pipe's buffer.
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err);
  }

  /** What Maven and npm were called for, in order. */
  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  private void mvn(String body) throws IOException {
    executable(
        bin.resolve("mvn"),
        "#!/bin/sh\necho mvn >> '%s'\n%s\n".formatted(folder.resolve("calls"), body));
  }

  private void npm(String body) throws IOException {
    executable(
        bin.resolve("npm"),
        "#!/bin/sh\necho npm >> '%s'\n%s\n".formatted(folder.resolve("calls"), body));
  }

  private void jdk(String version) throws IOException {
    Path jdk = home.resolve(".jdks/jdk-" + version);
    executable(
        jdk.resolve("bin/java"),
        "#!/bin/sh\necho \"jdk-%s $*\"\necho \"pid $$\"\n".formatted(version));
    executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    write(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private static void later(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
  }

  private static Path where(String tool) {
    return Stream.of("/usr/bin/", "/bin/")
        .map(place -> Path.of(place + tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no `%s` on this machine.".formatted(tool)));
  }

  private static void executable(Path file, String text) throws IOException {
    write(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
