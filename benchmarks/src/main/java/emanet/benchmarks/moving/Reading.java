package emanet.benchmarks.moving;

import emanet.benchmarks.flow.Child;
import emanet.benchmarks.report.Cpu;
import emanet.benchmarks.report.Memory;
import java.io.IOException;

/// What a process has used until now.
///
/// @param mostKib the most memory since that was last asked for anew
record Reading(double cpuMillis, long nanos, long mostKib) {
  static Reading of(Child child) throws IOException {
    var process = child.process();
    return new Reading(Cpu.millis(process), System.nanoTime(), Memory.mostKib(process));
  }
}
