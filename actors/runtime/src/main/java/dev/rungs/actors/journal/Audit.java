package dev.rungs.actors.journal;

import dev.rungs.actors.journal.Rows.Row;
import dev.rungs.trial.TrialId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A look at all chains of one sweep: whether each is whole and as long as its mark says. */
final class Audit {

  /**
   * What was found of one chain.
   *
   * @param whole how far it can be believed
   * @param last the highest number that a row or a mark has; above {@code whole} if it is damaged
   * @param damage what is wrong with the event after {@code whole}, if anything is
   */
  record Finding(String persistenceId, Head whole, long last, Optional<Damage> damage) {

    /** Throws if the chain is damaged. */
    void refuse(Database database) {
      damage.ifPresent(
          wrong -> {
            throw JournalException.damaged(
                database.toString(), persistenceId, whole.number() + 1, wrong);
          });
    }

    long lost() {
      return last - whole.number();
    }
  }

  /** One chain while it is read. */
  private static final class Chain {

    private final String id;
    private final Head least;
    private final Follower follower;
    private long last;
    private @Nullable Damage damage;

    Chain(String id, Head least) {
      this.id = id;
      this.least = least;
      this.follower = Follower.fromStart(id, least);
    }

    void take(Row row) {
      last = Math.max(last, row.number());
      if (damage == null) {
        attempt(() -> follower.follow(row.number(), row.frame()));
      }
    }

    Finding end() {
      if (damage == null) {
        attempt(follower::end);
      }
      long known = Math.max(Math.max(last, least.number()), follower.next() - 1);
      return new Finding(id, follower.head(), known, Optional.ofNullable(damage));
    }

    private void attempt(Runnable step) {
      try {
        step.run();
      } catch (Damage found) {
        damage = found;
      }
    }
  }

  private final String id;
  private final Map<String, Chain> chains = new LinkedHashMap<>();

  private Audit(String id, List<Head> marks) {
    this.id = id;
    for (int i = 0; i < marks.size(); i++) {
      if (!marks.get(i).equals(Head.NONE)) {
        String chain =
            i == 0 ? SweepJournal.sweepId(id) : SweepJournal.trialId(id, new TrialId(i - 1));
        chains.put(chain, new Chain(chain, marks.get(i)));
      }
    }
  }

  /**
   * Reads everything of a sweep: first the sweep itself, then its trials.
   *
   * @param marks what is noted of its chains, or nothing
   * @throws JournalException if the journal cannot be read at all
   */
  static List<Finding> of(String id, List<Head> marks, Database database) {
    return database
        .read(connection -> new Audit(id, marks).read(connection))
        .orElseGet(() -> new Audit(id, marks))
        .findings();
  }

  private Audit read(Connection connection) throws SQLException {
    Rows.ofChain(connection, SweepJournal.sweepId(id), 0, this::take);
    Rows.ofFamily(connection, SweepJournal.TRIAL + id + "/", this::take);
    return this;
  }

  private void take(Row row) {
    chains
        .computeIfAbsent(row.persistenceId(), unmarked -> new Chain(unmarked, Head.NONE))
        .take(row);
  }

  private List<Finding> findings() {
    return chains.values().stream().map(Chain::end).toList();
  }
}
