/// Measures, each by one command, beside what a user would pick instead.
package emanet.benchmarks;
