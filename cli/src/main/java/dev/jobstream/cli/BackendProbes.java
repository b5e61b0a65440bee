package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.BackendReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks several servers at once what they are and have. From any thread. */
final class BackendProbes implements AutoCloseable {
  private final Function<BackendSettings, BackendReport> probe;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("jobstream-probe-", 0).factory());

  /**
   * @param probe asks one server; ends when its thread is interrupted
   */
  BackendProbes(Function<BackendSettings, BackendReport> probe) {
    this.probe = probe;
  }

  /**
   * Asks the servers.
   *
   * @param patience how long is waited for the slowest
   * @return a report for each, in order; a server that did not answer in time cannot be reached
   */
  List<BackendReport> ask(List<BackendSettings> backends, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Future<BackendReport>> running = new ArrayList<>();
    for (BackendSettings backend : backends) {
      running.add(threads.submit(() -> probe.apply(backend)));
    }
    List<BackendReport> reports = new ArrayList<>();
    for (int i = 0; i < backends.size(); i++) {
      reports.add(await(running.get(i), backends.get(i), deadline - System.nanoTime(), patience));
    }
    return reports;
  }

  private static BackendReport await(
      Future<BackendReport> answer, BackendSettings backend, long nanos, Duration patience) {
    try {
      return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return unreachable(
          backend,
          "The server `%s` did not answer within %s. Look whether it runs, or give it longer with `--timeout`."
              .formatted(backend.url(), CancelSight.time(patience)));
    } catch (ExecutionException e) {
      return unreachable(
          backend,
          "The question to `%s` ended with an unexpected `%s`. Report it."
              .formatted(backend.url(), e.getCause() == null ? e : e.getCause().getClass()));
    } catch (CancellationException | InterruptedException e) {
      return unreachable(backend, "The question was stopped.");
    }
  }

  private static BackendReport unreachable(BackendSettings backend, String sentence) {
    return new BackendReport.Unreachable(
        backend.url(), new LlmException.ModelUnavailable(sentence));
  }

  /** Stops what is still being asked. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
