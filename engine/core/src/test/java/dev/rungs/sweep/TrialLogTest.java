package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.sweep.TrialEvent.AttemptEnded;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Best;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialLogTest {

  private static final Objective LOSS = Objective.minimize("loss");

  private final TrialLog started = TrialLog.EMPTY.apply(new AttemptStarted(1, 0, 9));

  @Test
  void anEpochIsRecordedOnce() {
    TrialLog three = trained(started, 1, 3);
    EpochsReported more = record(three, 2, 5);
    assertThat(more.reports().stream().map(Report::epoch)).containsExactly(4, 5);
    assertThat(three.record(reports(1, 3), Aims.of(LOSS), Patience.ENDLESS)).isEmpty();
    assertThat(three.apply(more).epoch()).isEqualTo(5);
  }

  @Test
  void anEpochAfterAGapWaitsUntilTheGapIsFilled() {
    assertThat(started.record(reports(2, 4), Aims.of(LOSS), Patience.ENDLESS)).isEmpty();
    List<Report> torn = List.of(report(1), report(3));
    assertThat(started.record(torn, Aims.of(LOSS), Patience.ENDLESS).orElseThrow().reports())
        .containsExactly(report(1));
  }

  @Test
  void theCurveAndTheLastReportAreThoseOfTheLastEpoch() {
    TrialLog three = trained(started, 1, 3);
    assertThat(three.last()).contains(report(3));
    assertThat(three.curve().best()).isEqualTo(Best.at(3, 7));
  }

  @Test
  void whatAnEarlierAttemptRecordedStays() {
    TrialLog again = trained(started, 1, 3).apply(new AttemptStarted(2, 1, 9));
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.epoch()).isEqualTo(3);
    assertThat(record(again, 2, 4).attempt()).isEqualTo(2);
  }

  @Test
  void keepsTheNewestTwoCheckpoints() {
    TrialLog log = started;
    for (int epoch = 1; epoch <= 4; epoch++) {
      log = log.apply(checkpoint(epoch));
    }
    assertThat(log.checkpoints()).containsExactly(checkpoint(3), checkpoint(4));
  }

  @Test
  void theEndOfAnAttemptStandsUntilTheNextBegins() {
    var outcome = new Outcome.Interrupted(3);
    TrialLog ended = trained(started, 1, 3).apply(new AttemptEnded(1, outcome));
    assertThat(ended.ended()).containsExactly(outcome);
    assertThat(ended.apply(new AttemptStarted(2, 0, 9)).ended()).isEmpty();
  }

  @Test
  void refusesAJournalWithAGapOrADoubledEpoch() {
    EpochsReported first = record(started, 1, 2);
    TrialLog two = started.apply(first);
    assertThatThrownBy(() -> two.apply(first))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("epoch 1 is recorded after epoch 2");
  }

  private static TrialLog trained(TrialLog log, int from, int to) {
    return log.apply(record(log, from, to));
  }

  private static EpochsReported record(TrialLog log, int from, int to) {
    return log.record(reports(from, to), Aims.of(LOSS), Patience.ENDLESS).orElseThrow();
  }

  private static List<Report> reports(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(TrialLogTest::report).toList();
  }

  /** Falls by one each epoch. */
  private static Report report(int epoch) {
    return new Report(epoch, Metrics.of("loss", 10 - epoch));
  }

  private static CheckpointSaved checkpoint(int epoch) {
    return new CheckpointSaved(1, epoch, "t000/" + epoch, 100, "ab");
  }
}
