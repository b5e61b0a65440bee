package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterruptsTest {
  private final List<Integer> halts = new ArrayList<>();
  private final Interrupts interrupts = new Interrupts(halts::add);

  @Test
  void theFirstSignalAsksAndTheSecondEnds() {
    List<String> asked = new ArrayList<>();
    try (Interrupts.Scope _ = interrupts.during(() -> asked.add("stop"))) {
      interrupts.receive(Interrupts.Signal.INT);
      assertThat(asked).containsExactly("stop");
      assertThat(halts).isEmpty();
      assertThat(interrupts.exitCodeOr(0)).isEqualTo(130);

      interrupts.receive(Interrupts.Signal.INT);
      assertThat(asked).containsExactly("stop");
      assertThat(halts).containsExactly(130);
    }
  }

  @Test
  void outsideOfAnyWorkTheFirstSignalEnds() {
    interrupts.during(() -> {}).close();
    interrupts.receive(Interrupts.Signal.TERM);

    assertThat(halts).containsExactly(143);
  }

  @Test
  void withoutASignalTheExitCodeIsTheCommandsOwn() {
    assertThat(interrupts.exitCodeOr(4)).isEqualTo(4);
  }
}
