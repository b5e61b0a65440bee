package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorCoresTest {
  /** More than any machine that runs the tests has, so that no fallback gives this number. */
  private static final int MANY = 1_000;

  @TempDir Path cpus;

  @Test
  void theTwoThreadsOfACoreCountAsOneCore() throws IOException {
    for (int core = 0; core < MANY; core++) {
      int sibling = core + MANY;
      cpu(core, core + "," + sibling);
      cpu(sibling, core + "," + sibling);
    }

    assertThat(ProcessorCores.linux(cpus)).isEqualTo(MANY);
  }

  @Test
  void coresOfOneAndOfTwoThreadsAreCountedAlike() throws IOException {
    // A hybrid processor: two fast cores of two threads, then four slow ones of one.
    cpu(0, "0-1");
    cpu(1, "0-1");
    cpu(2, "2-3");
    cpu(3, "2-3");
    for (int slow = 4; slow < 8; slow++) {
      cpu(slow, String.valueOf(slow));
    }

    assertThat(ProcessorCores.linux(cpus)).isEqualTo(6);
  }

  @Test
  void otherFoldersOfTheKernelAreNoProcessors() throws IOException {
    cpu(0, "0");
    Files.createDirectories(cpus.resolve("cpufreq/policy0"));
    Files.createDirectories(cpus.resolve("cpuidle"));
    Files.writeString(cpus.resolve("online"), "0\n");

    assertThat(ProcessorCores.linux(cpus)).isEqualTo(1);
  }

  @Test
  void aProcessorThatIsSwitchedOffHasNoTopologyAndIsNotCounted() throws IOException {
    cpu(0, "0");
    cpu(1, "1");
    Files.createDirectories(cpus.resolve("cpu2"));

    assertThat(ProcessorCores.linux(cpus)).isEqualTo(2);
  }

  @Test
  void withoutATopologyTheHardwareThreadsAreTaken() throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();

    assertThat(ProcessorCores.linux(cpus)).isEqualTo(threads);
    assertThat(ProcessorCores.linux(cpus.resolve("missing"))).isEqualTo(threads);
    Files.createDirectories(cpus.resolve("cpu0"));
    assertThat(ProcessorCores.linux(cpus)).isEqualTo(threads);
  }

  @Test
  void thisMachineHasACoreAndNoMoreThanHardwareThreads() {
    assertThat(ProcessorCores.physical()).isBetween(1, Runtime.getRuntime().availableProcessors());
  }

  private void cpu(int number, String siblings) throws IOException {
    Path topology = Files.createDirectories(cpus.resolve("cpu" + number + "/topology"));
    Files.writeString(topology.resolve("thread_siblings_list"), siblings + "\n");
  }
}
