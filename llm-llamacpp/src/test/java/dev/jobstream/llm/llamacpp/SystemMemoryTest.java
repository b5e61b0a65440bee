package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemMemoryTest {
  @TempDir Path folder;

  @Test
  void theKernelsAvailableMemoryIsReadInBytes() throws IOException {
    assertThat(
            available(
                """
                MemTotal:       32609204 kB
                MemFree:          912344 kB
                MemAvailable:   18123456 kB
                Buffers:          201020 kB
                SwapTotal:       8388604 kB
                """))
        .isEqualTo(18_123_456L * 1024);
  }

  @Test
  void moreThanFourGigabytesAndNoneAtAllAreReadToo() throws IOException {
    assertThat(available("MemAvailable:   2113929216 kB\n")).isEqualTo(2_113_929_216L * 1024);
    assertThat(available("MemAvailable:          0 kB\n")).isZero();
  }

  @Test
  void aKernelThatDoesNotTellGivesANegativeValue() throws IOException {
    assertThat(available("MemTotal: 100 kB\nMemFree: 50 kB\n")).isNegative();
    assertThat(available("")).isNegative();
    assertThat(available("MemAvailable:\n")).isNegative();
    assertThat(available("OldMemAvailable: 12 kB\n")).isNegative();
  }

  @Test
  void aFileThatIsNotThereGivesANegativeValue() {
    assertThat(SystemMemory.linuxAvailable(folder.resolve("missing"))).isNegative();
    assertThat(SystemMemory.linuxAvailable(folder)).isNegative();
  }

  @Test
  void thisMachineHasMemoryAndNoMoreAvailableThanInAll() {
    SystemMemory memory = SystemMemory.now();

    assertThat(memory.totalBytes()).isPositive();
    assertThat(memory.availableBytes()).isBetween(0L, memory.totalBytes());
  }

  @Test
  void sizesAreTextForPeople() {
    assertThat(SystemMemory.humanBytes(0)).isEqualTo("0 kB");
    assertThat(SystemMemory.humanBytes(1)).isEqualTo("1 kB");
    assertThat(SystemMemory.humanBytes(12_001)).isEqualTo("13 kB");
    assertThat(SystemMemory.humanBytes(1_000_000)).isEqualTo("1 MB");
    assertThat(SystemMemory.humanBytes(610_999_999)).isEqualTo("610 MB");
    assertThat(SystemMemory.humanBytes(1_000_000_000)).isEqualTo("1.0 GB");
    assertThat(SystemMemory.humanBytes(5_240_000_000L)).isEqualTo("5.2 GB");
  }

  private long available(String meminfo) throws IOException {
    return SystemMemory.linuxAvailable(Files.writeString(folder.resolve("meminfo"), meminfo));
  }
}
