package dev.rungs.benchmarks.bbob;

import java.io.IOException;

/** One search for the lowest point of [-5, 5]^n: asks for values, is told them. */
interface Asker {

  /** Returns the point of the next trial; trials count from 0. */
  double[] ask() throws IOException;

  /** Tells what came of a trial; several may be open, and told in any order. */
  void tell(int trial, double value) throws IOException;
}
