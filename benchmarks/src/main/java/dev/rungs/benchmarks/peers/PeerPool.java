package dev.rungs.benchmarks.peers;

import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Processes of {@link Peers}, one for each thread that searches. */
public final class PeerPool implements AutoCloseable {

  private static final SearchSpace ANY = SearchSpace.of(Parameter.real("x", 0, 1));

  private final Optuna optuna;
  private final List<Peers> opened = new ArrayList<>();
  private final ThreadLocal<Peers> own = ThreadLocal.withInitial(this::open);

  /** Starts no process before it is needed. */
  public PeerPool(Optuna optuna) {
    this.optuna = optuna;
  }

  /**
   * Returns one of Optuna's samplers as a contender.
   *
   * @param name the sampler's, and a pruner's if there is one: {@code tpe+hyperband}
   * @throws Peers.Missing if there is no Python, no Optuna, or not all that both need
   */
  public Peer contender(String name) throws IOException {
    int plus = name.indexOf('+');
    Peer peer =
        plus < 0
            ? new Peer(name, Peers.NO_PRUNER, this)
            : new Peer(name.substring(0, plus), name.substring(plus + 1), this);
    peer.start(ANY, 1, 1, 1, 0);
    return peer;
  }

  /** Returns Optuna's name and version. */
  public String version() {
    return peers().version();
  }

  /** Returns the process of this thread. */
  Peers peers() {
    return own.get();
  }

  private Peers open() {
    try {
      Peers peers = optuna.open();
      synchronized (opened) {
        opened.add(peers);
      }
      return peers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (opened) {
      for (Peers peers : opened) {
        peers.close();
      }
    }
  }
}
