package dev.rungs.benchmarks;

import java.io.PrintStream;
import java.util.concurrent.Callable;

/** One question, answered by measuring. */
public interface Benchmark extends Callable<Integer> {

  Finding measure() throws Exception;

  @Override
  default Integer call() throws Exception {
    Finding finding = measure();
    PrintStream out = System.out;
    finding.lines().forEach(out::println);
    return finding.kept() ? 0 : 1;
  }
}
