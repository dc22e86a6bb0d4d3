package dev.rungs.benchmarks.peers;

import dev.rungs.benchmarks.sim.Contender;
import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Run;
import dev.rungs.benchmarks.sim.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One of Optuna's samplers as a contender. Each trial trains to the end, as with the scheduler
 * {@code none}.
 */
public record Peer(String sampler, PeerPool pool) implements Contender {

  @Override
  public String name() {
    return Peers.PREFIX + sampler + "+none";
  }

  /** Refuses workers that straggle or die. */
  @Override
  public void check(Workers workers) {
    if (workers.stragglers() > 0 || workers.deaths() > 0) {
      throw new IllegalArgumentException("workers are " + workers + ", must be even for peers");
    }
  }

  @Override
  public List<Run.Incumbent> search(
      Problem problem, Workers workers, int min, long epochs, long seed) {
    try {
      Peers.Study study = pool.peers().start(sampler, problem.space(), workers.count(), seed);
      return new PeerSearch(problem, study, seed).run(workers.count(), epochs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
