package dev.jobstream.testsupport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  private static final Duration SOON = Duration.ofMillis(50);

  @Test
  void aVirtualThreadThatRunsOnIsFound() throws Exception {
    assertFound(Thread.ofVirtual().name("leak-test-virtual"));
  }

  @Test
  void aPlatformThreadThatRunsOnIsFound() throws Exception {
    assertFound(Thread.ofPlatform().daemon().name("leak-test-platform"));
  }

  @Test
  void aThreadOfBeforeOrOfAnotherNameIsNoLeak() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread before = Thread.ofVirtual().name("leak-test-before").start(() -> await(end));
    LeakCheck leaks = LeakCheck.ofThreads("leak-test-");
    Thread other = Thread.ofVirtual().name("other").start(() -> await(end));
    assertThatCode(leaks::close).doesNotThrowAnyException();
    end.countDown();
    before.join();
    other.join();
  }

  @Test
  void aCountThatGrewIsFound() {
    AtomicLong open = new AtomicLong(2);
    LeakCheck leaks =
        LeakCheck.ofThreads("leak-test-").and("open streams", open::get).patience(SOON);
    open.set(3);
    assertThatThrownBy(leaks::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("open streams: `3`, before `2`");
    open.set(2);
    assertThatCode(leaks::close).doesNotThrowAnyException();
  }

  private static void assertFound(Thread.Builder builder) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    LeakCheck leaks = LeakCheck.ofThreads("leak-test-").patience(SOON);
    Thread thread = builder.start(() -> await(end));
    assertThatThrownBy(leaks::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("thread `" + thread.getName() + "`");
    end.countDown();
    thread.join();
    assertThatCode(leaks::close).doesNotThrowAnyException();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
