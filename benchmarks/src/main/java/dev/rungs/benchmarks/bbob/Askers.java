package dev.rungs.benchmarks.bbob;

import java.io.IOException;

/** Where searches come from: samplers by name. */
interface Askers extends AutoCloseable {

  /**
   * Starts a search.
   *
   * @param sampler its name in this source
   * @param workers how many trials will be open at a time
   */
  Asker start(String sampler, int dimension, int workers, long seed) throws IOException;

  @Override
  default void close() throws IOException {}
}
