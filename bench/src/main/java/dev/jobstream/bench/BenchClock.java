package dev.jobstream.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What passes while something is measured: time, or on a machine that is busy with other things the
 * work of this process alone.
 */
enum BenchClock {
  WALL,
  /** The time that the process computed, on all its threads together. */
  CPU;

  /** Nanoseconds since some moment. */
  long nanos() {
    return switch (this) {
      case WALL -> System.nanoTime();
      case CPU ->
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    };
  }
}
