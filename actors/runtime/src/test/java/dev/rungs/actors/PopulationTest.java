package dev.rungs.actors;

import static dev.rungs.space.Parameter.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.actors.command.CommandTrainer;
import dev.rungs.actors.isolate.IsolatedTrainer;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.schedule.Pb2;
import dev.rungs.schedule.Pbt;
import dev.rungs.schedule.Population;
import dev.rungs.sweep.Leg;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.Trainer;
import dev.rungs.train.TrainerFactory;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trials that go on as copies of others: to the last bit, whatever happens in between. */
@Timeout(240)
class PopulationTest {

  private static final int TRIALS = 6;
  private static final int MAX = 8;

  @TempDir Path directory;

  static List<Population> populations() {
    return List.of(Pbt.of(TRIALS, 2, MAX), Pb2.of(TRIALS, 2, MAX));
  }

  private static SweepSpec.Builder sweep() {
    return sweep(Pbt.of(TRIALS, 2, MAX));
  }

  private static SweepSpec.Builder sweep(Population population) {
    return SweepSpec.named("population")
        .minimize("loss")
        .over(real("x", 0, 1))
        .scheduler(population)
        .stop(StopRules.trials(TRIALS));
  }

  private static SweepSpec ordered() {
    return ordered(Pbt.of(TRIALS, 2, MAX));
  }

  private static SweepSpec ordered(Population population) {
    return sweep(population).order(new Order.Ordered(3)).build();
  }

  private Rungs rungs(int slots) {
    return Rungs.local().directory(directory).slots(slots).checkpointEvery(1).open();
  }

  @ParameterizedTest
  @MethodSource("populations")
  void everyEpochOfACopyIsWhatItsLineageTrainedAlone(Population population) throws Exception {
    try (Rungs rungs = rungs(3)) {
      rungs.run("q", sweep(population).build(), new Quadratic());
    }
    SweepState state = state("q");
    assertThat(copies("q")).hasSize(2 * 3);
    for (TrialSummary trial : state.trials()) {
      assertThat(trial.phase()).isEqualTo(Phase.COMPLETE);
      assertThat(trial.epoch()).isEqualTo(MAX);
      for (Report report : reports("q", trial.id())) {
        assertThat(report.metrics().get("loss"))
            .as("%s at epoch %d", trial.id(), report.epoch())
            .isEqualTo(loss(state.lineage(trial.id(), report.epoch())));
      }
    }
  }

  @Test
  void theWinnersModelIsThatOfItsBestEpoch() throws Exception {
    for (Objective.Use use : Objective.Use.values()) {
      String id = use.toString();
      SweepSpec sweep = sweep().objective(Objective.minimize("loss").withUse(use)).build();
      SweepResult result;
      try (Rungs rungs = rungs(2)) {
        result = rungs.run(id, sweep, new Quadratic());
      }
      int epoch = state(id).resultEpoch(result.best().id());
      assertThat(result.test().orElseThrow().exact()).isTrue();
      assertThat(Files.readString(directory.resolve(id).resolve("best/model")))
          .isEqualTo(epoch + " " + history(state(id).lineage(result.best().id(), epoch)));
    }
  }

  @Test
  void aWinnerThatFellBackIsTrainedAlongItsWholeLineage() throws Exception {
    var late =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            Metrics metrics = super.step(model, epoch);
            double loss = metrics.get("loss") + (epoch > 5 ? epoch : 0);
            return Metrics.of("loss", loss, "epoch", epoch);
          }
        };
    SweepResult result;
    try (Rungs rungs = rungs(2)) {
      result = rungs.run("q", sweep().build(), late);
    }
    int epoch = state("q").resultEpoch(result.best().id());
    assertThat(epoch).isLessThanOrEqualTo(5);
    assertThat(result.test().orElseThrow().exact()).isTrue();
    assertThat(Files.readString(directory.resolve("q/best/model")))
        .isEqualTo(epoch + " " + history(state("q").lineage(result.best().id(), epoch)));
  }

  @ParameterizedTest
  @MethodSource("populations")
  void anyNumberOfSlotsGivesTheSameInOrderAndAsResultsArrive(Population population)
      throws Exception {
    for (int slots : new int[] {1, 4}) {
      try (Rungs rungs = rungs(slots)) {
        rungs.run("ordered-" + slots, ordered(population), new Quadratic());
        rungs.run("replay-" + slots, sweep(population).build(), new Quadratic());
      }
    }
    assertThat(state("ordered-4").trials())
        .extracting(TrialSummary::result)
        .isEqualTo(state("ordered-1").trials().stream().map(TrialSummary::result).toList());
    assertThat(decisions("ordered-4")).isEqualTo(decisions("ordered-1"));
    assertThat(copies("replay-4")).containsExactlyInAnyOrderElementsOf(copies("replay-1"));
    assertThat(state("replay-4").ranking())
        .extracting(TrialSummary::result)
        .isEqualTo(state("replay-1").ranking().stream().map(TrialSummary::result).toList());
  }

  @Test
  void aSourceWhoseCheckpointIsGoneIsTrainedAnew() throws Exception {
    try (Rungs rungs = rungs(1)) {
      rungs.run("whole", ordered(), new Quadratic());
    }
    var thief = new Thief(directory.resolve("robbed/checkpoints"));
    try (Rungs rungs = rungs(1)) {
      rungs.run("robbed", ordered(), thief);
    }
    assertThat(thief.stolen.get()).isPositive();
    assertThat(decisions("robbed")).isEqualTo(decisions("whole"));
    assertThat(state("robbed").failed()).isZero();
  }

  /** Deletes the checkpoints of a rung as soon as somebody has trained beyond it. */
  private static final class Thief extends Quadratic {

    final AtomicInteger stolen = new AtomicInteger();
    private final Path checkpoints;

    Thief(Path checkpoints) {
      this.checkpoints = checkpoints;
    }

    @Override
    public Metrics step(Model model, int epoch) throws Exception {
      if (epoch == 3) {
        for (Path trial : list(checkpoints)) {
          for (Path each : list(trial)) {
            if (each.toString().endsWith("-e2")) {
              Files.deleteIfExists(each.resolve("model"));
              stolen.incrementAndGet();
            }
          }
        }
      }
      return super.step(model, epoch);
    }

    private static List<Path> list(Path directory) throws IOException {
      try (Stream<Path> files = Files.list(directory)) {
        return files.toList();
      }
    }
  }

  @Test
  void aTrialThatDivergesGoesOnAsACopy() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            Metrics metrics = super.step(model, epoch);
            boolean diverges = model.trial.trial().number() == 1 && epoch == 4;
            return diverges ? Metrics.of("loss", Double.NaN) : metrics;
          }
        };
    SweepResult result;
    try (Rungs rungs = rungs(2)) {
      result = rungs.run("q", sweep().build(), trainer);
    }
    assertThat(result.count(Phase.COMPLETE)).isEqualTo(TRIALS);
    TrialSummary saved = result.trials().get(1);
    assertThat(state("q").lineage(saved.id(), MAX)).hasSizeGreaterThan(1);
    assertThat(reports("q", saved.id()).get(reports("q", saved.id()).size() - 1).epoch())
        .isEqualTo(MAX);
  }

  @Test
  void aKilledSweepEndsLikeOneThatWasLeftAlone() throws Exception {
    try (Rungs rungs = rungs(2)) {
      rungs.run("q", ordered(), new Quadratic());
    }
    List<SweepEvent> alone = decisions("q");
    Path killed = directory.resolve("killed");
    int deaths = 0;
    for (int after : new int[] {5, 9, 4, 7, 6, Integer.MAX_VALUE}) {
      deaths += Victim.run(killed, after) == Victim.HALTED ? 1 : 0;
    }
    assertThat(deaths).isGreaterThanOrEqualTo(4);
    assertThat(decisions(killed, "q")).isEqualTo(alone);
    SweepState state = new SweepJournal(killed).log("q").orElseThrow().state();
    assertThat(state.ended()).isPresent();
    assertThat(state.tested().orElseThrow().exact()).isTrue();
    assertThat(state.trials())
        .extracting(TrialSummary::result)
        .isEqualTo(state("q").trials().stream().map(TrialSummary::result).toList());
  }

  /** A process that dies, as if killed, when it has trained so many epochs. */
  static final class Victim {

    static final int HALTED = 137;

    static int run(Path directory, int after) throws Exception {
      return new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Victim.class.getName(),
                  directory.toString(),
                  Integer.toString(after)))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }

    public static void main(String[] arguments) throws Exception {
      var left = new AtomicInteger(Integer.parseInt(arguments[1]));
      var trainer =
          new Quadratic() {
            @Override
            public Metrics step(Model model, int epoch) throws Exception {
              if (left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(HALTED);
              }
              return super.step(model, epoch);
            }
          };
      try (Rungs rungs =
          Rungs.local().directory(Path.of(arguments[0])).slots(2).checkpointEvery(1).open()) {
        rungs.run("q", ordered(), trainer);
      }
    }
  }

  @Test
  void aTrainerThatOwnsItsLoopGivesTheSame() throws Exception {
    Trainer trainer =
        trial -> {
          var model = new Quadratic.Model(trial);
          var quadratic = new Quadratic();
          trial.checkpoint(
              place -> {
                Quadratic.Model loaded = quadratic.load(trial, place);
                model.epoch = loaded.epoch;
                model.history = loaded.history;
              },
              place -> quadratic.save(model, place));
          for (int epoch : trial.steps()) {
            trial.report(quadratic.step(model, epoch));
          }
        };
    try (Rungs rungs = rungs(2)) {
      rungs.run("engine", ordered(), new Quadratic());
      rungs.run("loop", ordered(), trainer);
    }
    assertThat(decisions("loop")).isEqualTo(decisions("engine"));
    assertThat(state("loop").tested().orElseThrow().exact()).isTrue();
    assertThat(Files.readString(directory.resolve("loop/best/model")))
        .isEqualTo(Files.readString(directory.resolve("engine/best/model")));
  }

  @Test
  void aTrainerWithoutCheckpointsFailsBeforeItsFirstEpoch() throws Exception {
    var epochs = new AtomicInteger();
    Trainer trainer =
        trial -> {
          for (int epoch : trial.steps()) {
            epochs.incrementAndGet();
            trial.report("loss", epoch);
          }
        };
    SweepResult result;
    try (Rungs rungs = rungs(2)) {
      result = rungs.run("q", sweep().build(), trainer);
    }
    assertThat(epochs).hasValue(0);
    assertThat(result.count(Phase.FAILED)).isEqualTo(TRIALS);
    assertThat(result.trials().get(0).note())
        .contains("the trainer saves no checkpoint, must call checkpoint() before steps()");
  }

  /** Makes the trainer in a JVM of its own. */
  public static final class Elsewhere implements TrainerFactory {
    @Override
    public IterativeTrainer<?> open(String argument) {
      return new Quadratic();
    }
  }

  @ParameterizedTest
  @MethodSource("populations")
  void trialsInJvmsOfTheirOwnGiveTheSame(Population population) throws Exception {
    try (Rungs rungs = rungs(2)) {
      rungs.run("here", ordered(population), new Quadratic());
    }
    try (IsolatedTrainer trainer =
            IsolatedTrainer.open(Elsewhere.class, "", directory.resolve("trainer.log"));
        Rungs rungs = rungs(2)) {
      rungs.run("elsewhere", ordered(population), trainer);
    }
    assertThat(copies("elsewhere")).isNotEmpty();
    assertThat(decisions("elsewhere")).isEqualTo(decisions("here"));
    assertThat(state("elsewhere").tested().orElseThrow().exact()).isTrue();
    assertThat(Files.readString(directory.resolve("elsewhere/best/model")))
        .isEqualTo(Files.readString(directory.resolve("here/best/model")));
  }

  /** Keeps each epoch's x, its first argument, in its checkpoint; the loss is of all of them. */
  private static final String REMEMBERING =
      """
      epoch=0
      seen=
      if [ -n "$RUNGS_CHECKPOINT" ]; then . "$RUNGS_CHECKPOINT/model"; fi
      while :; do
        epoch=$((epoch + 1))
        seen="$seen $2"
        model="$(dirname "$RUNGS_TRIAL")/e$epoch"
        mkdir "$model"
        echo "epoch=$epoch seen='$seen'" > "$model/model"
        loss=$(echo $seen | awk '{ for (i = 1; i <= NF; i++) s += ($i - 0.3)^2; printf "%.17g", s }')
        echo "{\\"epoch\\": $epoch, \\"loss\\": $loss, \\"checkpoint\\": \\"$model/model\\"}"
        read decision
        [ "$decision" = '{"continue": true}' ] || exit 0
      done
      """;

  @ParameterizedTest
  @MethodSource("populations")
  @DisabledOnOs(OS.WINDOWS)
  void programsGoOnWithTheCheckpointsOfThoseTheyCopy(Population population) throws Exception {
    var trainer =
        new CommandTrainer(
            List.of("sh", "-c", REMEMBERING, "program"),
            directory,
            directory.resolve("files"),
            "loss",
            CommandTrainer.GRACE);
    try (Rungs rungs = rungs(2)) {
      rungs.run("q", sweep(population).build(), trainer);
    }
    SweepState state = state("q");
    assertThat(copies("q")).hasSize(2 * 3);
    for (TrialSummary trial : state.trials()) {
      assertThat(trial.phase()).isEqualTo(Phase.COMPLETE);
      for (Report report : reports("q", trial.id())) {
        double loss = 0;
        for (Leg leg : state.lineage(trial.id(), report.epoch())) {
          double off = leg.configuration().real("x") - 0.3;
          loss += (leg.until() - leg.from()) * off * off;
        }
        // Eight numbers below 1, added in another order.
        assertThat(report.metrics().get("loss"))
            .as("%s at epoch %d", trial.id(), report.epoch())
            .isCloseTo(loss, within(1e-14));
      }
    }
  }

  private SweepState state(String id) {
    return new SweepJournal(directory).log(id).orElseThrow().state();
  }

  private List<Verdict.Exploit> copies(String id) {
    return decisions(id).stream()
        .filter(TrialJudged.class::isInstance)
        .map(event -> ((TrialJudged) event).verdict())
        .filter(Verdict.Exploit.class::isInstance)
        .map(Verdict.Exploit.class::cast)
        .toList();
  }

  private List<SweepEvent> decisions(String id) {
    return decisions(directory, id);
  }

  private static List<SweepEvent> decisions(Path directory, String id) {
    return new SweepJournal(directory)
        .events(id, 0).stream()
            .map(Journaled::event)
            .filter(event -> event instanceof TrialSuggested || event instanceof TrialJudged)
            .toList();
  }

  private List<Report> reports(String id, TrialId trial) {
    return new SweepJournal(directory)
        .events(id, trial).stream()
            .map(Journaled::event)
            .filter(EpochsReported.class::isInstance)
            .flatMap(event -> ((EpochsReported) event).reports().stream())
            .toList();
  }

  /** What {@link Quadratic} sums up along a lineage. */
  private static long history(List<Leg> lineage) {
    long history = 0;
    for (Leg leg : lineage) {
      for (int epoch = leg.from() + 1; epoch <= leg.until(); epoch++) {
        history = Chance.mix(history ^ leg.seed(), epoch);
      }
    }
    return history;
  }

  private static double loss(List<Leg> lineage) {
    Leg last = lineage.get(lineage.size() - 1);
    double noise = (history(lineage) >>> 11) * 0x1p-53;
    return Math.abs(last.configuration().real("x") - 0.3) + noise / last.until();
  }

  @Test
  void checkpointsThatNobodyNeedsAnyMoreAreDeleted() throws Exception {
    try (Rungs rungs = rungs(2)) {
      rungs.run("q", sweep().build(), new Quadratic());
    }
    var left = new ArrayList<Path>();
    try (Stream<Path> trials = Files.list(directory.resolve("q/checkpoints"))) {
      trials.forEach(left::add);
    }
    assertThat(left).hasSize(1); // the best one's
  }
}
