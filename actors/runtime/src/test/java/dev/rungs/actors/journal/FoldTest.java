package dev.rungs.actors.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.sweep.TrialLog;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a big journal takes to read back, the figures behind "no snapshots" in the decisions;
 * {@code -Dfold.metrics=1000000} for those of a release.
 */
final class FoldTest {

  private static final int METRICS = Integer.getInteger("fold.metrics", 50_000);
  private static final int CHUNK = Integer.getInteger("fold.chunk", 20);
  private static final int EPOCHS = 1_000;

  @TempDir Path directory;

  @Test
  void aBigJournalIsVerifiedAndFoldedInSeconds() throws Exception {
    Journal.open(directory).close();
    int trials = METRICS / EPOCHS;
    write(trials);
    var journal = new SweepJournal(directory);
    for (int round = 0; round < 3; round++) {
      long begun = System.nanoTime();
      journal.verify("q");
      long verified = System.nanoTime();
      long epochs = 0;
      for (int trial = 0; trial < trials; trial++) {
        TrialLog log = TrialLog.EMPTY;
        for (Journaled<TrialEvent> each : journal.events("q", new TrialId(trial))) {
          log = log.apply(each.event());
        }
        epochs += log.epoch();
      }
      long folded = System.nanoTime();
      assertThat(epochs).isEqualTo((long) trials * EPOCHS);
      System.out.printf(
          "%,d epochs of 4 metrics in chunks of %d: verified in %,d ms, folded in %,d ms%n",
          epochs, CHUNK, (verified - begun) / 1_000_000, (folded - verified) / 1_000_000);
    }
  }

  private void write(int trials) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(SqliteFile.url(directory.resolve(SqliteFile.FILE)));
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO event_journal (persistence_id, sequence_number, writer,"
                    + " write_timestamp, adapter_manifest, event_payload, event_ser_id,"
                    + " event_ser_manifest) VALUES (?, ?, '', 0, '', ?, ?, ?)")) {
      connection.setAutoCommit(false);
      insert(insert, "sweep|q", new SweepEvent.SweepCreated(EventCodecTest.spec()));
      for (int trial = 0; trial < trials; trial++) {
        String id = SweepJournal.trialId("q", new TrialId(trial));
        insert(insert, id, events().toArray());
      }
      connection.commit();
    }
  }

  private static List<TrialEvent> events() {
    var events = new ArrayList<TrialEvent>();
    events.add(new TrialEvent.AttemptStarted(1, 0, EPOCHS));
    TrialLog log = TrialLog.EMPTY.apply(events.get(0));
    for (int from = 1; from <= EPOCHS; from += CHUNK) {
      var reports = new ArrayList<Report>();
      for (int epoch = from; epoch < from + CHUNK && epoch <= EPOCHS; epoch++) {
        reports.add(
            new Report(
                epoch,
                Metrics.of("loss", 1.0 / epoch, "accuracy", 0.9).and("val_loss", 0.1).and("s", 2)));
      }
      TrialEvent event =
          log.record(reports, Aims.of(Objective.minimize("loss")), Patience.ENDLESS).orElseThrow();
      events.add(event);
      log = log.apply(event);
    }
    return events;
  }

  private static void insert(PreparedStatement insert, String id, Object... events)
      throws Exception {
    Head head = Head.start(id);
    for (Object event : events) {
      Frame frame = SweepJournal.CODEC.encode(head, new Journaled<>(0, event));
      head = frame.head();
      insert.setString(1, id);
      insert.setLong(2, head.number());
      insert.setBytes(3, frame.bytes());
      insert.setInt(4, JournalSerializer.IDENTIFIER);
      insert.setString(5, frame.manifest());
      insert.addBatch();
    }
    insert.executeBatch();
  }
}
