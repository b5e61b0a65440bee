package dev.jobstream.cli;

import dev.jobstream.llm.DownloadListener;
import dev.jobstream.llm.DownloadProgress;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.time.Duration;
import java.util.Locale;

/**
 * How far a download is: one line drawn anew on a terminal, else a line for every tenth of it. Not
 * thread-safe.
 */
final class DownloadStatus implements DownloadListener {
  private final Output out;
  private boolean drawn;
  private String told = "";

  DownloadStatus(Output out) {
    this.out = out;
  }

  @Override
  public void onProgress(DownloadProgress progress) {
    if (out.screen().terminal()) {
      StyledText line =
          ProgressBar.line(
              progress.doneBytes(),
              progress.totalBytes(),
              words(progress),
              out.screen().columns().getAsInt() - 1,
              out.screen().unicode());
      out.raw("\r" + line.render(out.screen().colour()) + "\u001b[K");
      drawn = true;
      return;
    }
    String mark = mark(progress);
    if (!mark.equals(told)) {
      told = mark;
      out.line(words(progress));
    }
  }

  /** Takes the drawn line away. */
  void end() {
    if (drawn) {
      out.raw("\r\u001b[K");
    }
  }

  /** What must differ for another line to be worth it. */
  private static String mark(DownloadProgress progress) {
    long tenth = progress.totalBytes() > 0 ? 10 * progress.doneBytes() / progress.totalBytes() : 0;
    return progress.phase() + progress.fileName() + tenth;
  }

  private static String words(DownloadProgress progress) {
    String amount =
        progress.totalBytes() > 0
            ? "%d %% of %s"
                .formatted(
                    100 * progress.doneBytes() / progress.totalBytes(),
                    SystemMemory.humanBytes(progress.totalBytes()))
            : SystemMemory.humanBytes(progress.doneBytes());
    return switch (progress.phase()) {
      case CHECKING -> "checking what is there: " + amount;
      case WAITING -> "trying again soon: " + amount;
      case DOWNLOADING -> {
        Duration left = progress.timeLeft();
        String rate =
            progress.bytesPerSecond() > 0
                ? ", %s/s".formatted(SystemMemory.humanBytes(progress.bytesPerSecond()))
                : "";
        yield amount + rate + (left == null ? "" : ", " + time(left) + " left");
      }
    };
  }

  /** {@code 45 s}, {@code 3:05 min} or {@code 1:12 h}. */
  private static String time(Duration time) {
    if (time.toMinutes() < 1) {
      return time.toSeconds() + " s";
    }
    return time.toHours() < 1
        ? String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d h", time.toHours(), time.toMinutesPart());
  }
}
