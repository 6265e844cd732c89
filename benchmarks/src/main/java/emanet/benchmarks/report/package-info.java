/// Figures as files: tables that are read by programs, and charts.
@NullMarked
package emanet.benchmarks.report;

import org.jspecify.annotations.NullMarked;
