package dev.rungs.actors.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.sweep.TrialLog;
import dev.rungs.trial.TrialId;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Journals of earlier releases, replayed by today's code to what they meant then.
 *
 * <p>The golden journal of a released format never changes; a change of the events' records that it
 * does not survive needs a new version and a reading of the old one. Each format adds one, as
 * {@code golden-VERSION.db} with its mark and the state it folds to; {@link GoldenWriter} makes it.
 * What a record gets within a version, a list that older events lack, adds one with a word behind.
 */
final class GoldenTest {

  @TempDir Path directory;

  private void unpack(String golden) throws Exception {
    Files.createDirectories(directory.resolve("q"));
    unpack(golden + ".db", directory.resolve(SqliteFile.FILE));
    unpack(golden + ".mark", directory.resolve("q").resolve(Marks.FILE));
  }

  private static void unpack(String name, Path file) throws Exception {
    try (InputStream bytes = Objects.requireNonNull(GoldenTest.class.getResourceAsStream(name))) {
      Files.copy(bytes, file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"golden-2", "golden-2-aims", "golden-2-shadow"})
  void aJournalOfVersionTwoFoldsToWhatItMeant(String golden) throws Exception {
    unpack(golden);
    var journal = new SweepJournal(directory);
    journal.verify("q");
    String recorded;
    try (InputStream bytes =
        Objects.requireNonNull(GoldenTest.class.getResourceAsStream(golden + ".json"))) {
      recorded = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(state(journal)).isEqualTo(recorded);
  }

  /** What the sweep and each of its trials have come to, as text. */
  static String state(SweepJournal journal) {
    SweepLog log = journal.log("q").orElseThrow();
    var text = new StringBuilder(EventJson.pretty(SweepResult.of("q", log)));
    for (int number = 0; number < log.state().size(); number++) {
      TrialLog trial = TrialLog.EMPTY;
      for (Journaled<TrialEvent> each : journal.events("q", new TrialId(number))) {
        trial = trial.apply(each.event());
      }
      text.append('\n').append(EventJson.pretty(trial));
    }
    return text.append('\n').toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SweepEvent:1", "SweepEvent:3", "StudyEvent:2"})
  void anEventOfAnotherVersionOrFamilyIsRefusedByNumber(String manifest) throws Exception {
    unpack("golden-2");
    rewrite(4, manifest, body(4));
    assertThatThrownBy(() -> new SweepJournal(directory).log("q"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("event 4 of sweep q has the manifest '" + manifest + "'")
        .hasMessageContaining("another Rungs wrote it");
  }

  @Test
  void anUnknownEventIsRefusedByNumberAndNeverSkipped() throws Exception {
    unpack("golden-2");
    long number = 1;
    while (!text(number).contains("TrialSuggested")) {
      number++;
    }
    String unknown = text(number).replace("TrialSuggested", "TrialSuggestes");
    rewrite(number, "SweepEvent:2", unknown.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new SweepJournal(directory).log("q"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("of sweep q is not understood")
        .hasMessageContaining("TrialSuggestes");
    assertThat(Journal.mend(directory, Database.in(directory))).isEmpty(); // It is not damaged.
  }

  private String text(long number) {
    return new String(body(number), StandardCharsets.ISO_8859_1);
  }

  private byte[] body(long number) {
    return Database.in(directory)
        .read(
            connection -> {
              byte[][] found = new byte[1][];
              Rows.ofChain(
                  connection,
                  "sweep|q",
                  number,
                  row -> {
                    if (row.number() == number) {
                      found[0] = row.frame().body();
                    }
                  });
              return found[0];
            })
        .orElseThrow();
  }

  /** Puts another event in the place of one, well chained, and ends the journal there. */
  private void rewrite(long number, String manifest, byte[] body) throws Exception {
    Head[] before = {Head.start("sweep|q")};
    Database.in(directory)
        .read(
            connection -> {
              Rows.ofChain(
                  connection,
                  "sweep|q",
                  1,
                  row -> before[0] = row.number() < number ? row.frame().head() : before[0]);
              return true;
            });
    Frame frame = Frame.following(before[0], manifest, body);
    try (Connection connection =
            DriverManager.getConnection(SqliteFile.url(directory.resolve(SqliteFile.FILE)));
        Statement statement = connection.createStatement();
        var change =
            connection.prepareStatement(
                "UPDATE event_journal SET event_ser_manifest = ?, event_payload = ?"
                    + " WHERE persistence_id = 'sweep|q' AND sequence_number = ?")) {
      statement.executeUpdate(
          "DELETE FROM event_journal WHERE persistence_id = 'sweep|q' AND sequence_number > "
              + number);
      change.setString(1, manifest);
      change.setBytes(2, frame.bytes());
      change.setLong(3, number);
      assertThat(change.executeUpdate()).isEqualTo(1);
    }
    Files.delete(directory.resolve("q").resolve(Marks.FILE));
  }
}
