package dev.rungs.benchmarks.peers;

import dev.rungs.benchmarks.sim.Contender;
import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Run;
import dev.rungs.benchmarks.sim.Workers;
import dev.rungs.space.SearchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** One of Optuna's samplers with one of its pruners, or {@link Peers#NO_PRUNER}, as a contender. */
public record Peer(String sampler, String pruner, PeerPool pool) implements Contender {

  @Override
  public String name() {
    return Peers.PREFIX + sampler + "+" + pruner;
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
      Peers.Study study = start(problem.space(), min, problem.epochs(), workers.count(), seed);
      int segment = pruner.equals(Peers.NO_PRUNER) ? problem.epochs() : 1;
      return new PeerSearch(problem, study, segment, epochs, seed).run(workers.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a search. */
  Peers.Study start(SearchSpace space, int min, int max, int workers, long seed)
      throws IOException {
    String word = pruner.equals(Peers.NO_PRUNER) ? pruner : pruner + ":" + min + ":" + max;
    return pool.peers().start(sampler, word, space, workers, seed);
  }
}
