package dev.rungs.actors.isolate;

import static dev.rungs.space.Parameter.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.actors.Rungs;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerFactory;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real children: what befalls one trial costs only that one an epoch. */
@Timeout(180)
class IsolatedTrainerTest {

  @TempDir Path directory;

  private Path output() {
    return directory.resolve("trainer.log");
  }

  private IsolatedTrainer poisoned(Poison.Kind... kinds) throws Exception {
    String words = Arrays.stream(kinds).map(Enum::name).collect(Collectors.joining(" "));
    return IsolatedTrainer.open(Poison.class, words, output());
  }

  private static SweepSpec.Builder sweep() {
    return SweepSpec.named("poison").minimize("loss").over(real("x", 0, 1));
  }

  /** Trains trials with these fates and three healthy ones, and returns the former. */
  private List<TrialSummary> fates(Retry retry, Duration timeout, Poison.Kind... kinds)
      throws Exception {
    SweepSpec sweep =
        sweep()
            .scheduler(new RunToEnd(3))
            .stop(StopRules.trials(kinds.length + 3))
            .retry(retry)
            .build();
    try (IsolatedTrainer trainer = poisoned(kinds);
        Rungs rungs =
            Rungs.local()
                .directory(directory)
                .slots(2)
                .checkpointEvery(1)
                .epochTimeout(timeout)
                .open()) {
      List<TrialSummary> trials = rungs.run("p", sweep, trainer).trials();
      assertThat(trials.subList(kinds.length, kinds.length + 3))
          .allSatisfy(trial -> assertThat(trial.phase()).isEqualTo(Phase.COMPLETE))
          .allSatisfy(trial -> assertThat(trial.attempt()).isEqualTo(1));
      return trials.subList(0, kinds.length);
    }
  }

  private static final Map<Poison.Kind, String> FATAL =
      new EnumMap<>(
          Map.of(
              Poison.Kind.EXCEPTION,
              "java.lang.IllegalStateException: bad trial at dev.rungs.actors.isolate.Poison",
              Poison.Kind.ERROR,
              "java.lang.NoClassDefFoundError: bad",
              Poison.Kind.STACK_OVERFLOW,
              "java.lang.StackOverflowError",
              Poison.Kind.HEAP,
              "java.lang.OutOfMemoryError",
              Poison.Kind.EXIT,
              ", attempt 1, epoch 2: its JVM ended with exit code 3 at",
              Poison.Kind.HALT,
              "its JVM ended with exit code 4 at",
              Poison.Kind.SEGMENTATION_FAULT,
              "ended with exit code 134 (aborted, SIGABRT); SIGSEGV (0xb), see",
              Poison.Kind.ABORT,
              "ended with exit code 134 (aborted, SIGABRT) at",
              Poison.Kind.KILL,
              "ended with exit code 137 (killed, SIGKILL",
              Poison.Kind.GARBAGE,
              "its JVM answered what is no answer and was killed"));

  @Test
  void whatBefallsATrialHarmsNoOtherAndIsSaid() throws Exception {
    Poison.Kind[] kinds = FATAL.keySet().toArray(Poison.Kind[]::new);
    List<TrialSummary> trials = fates(new Retry(0, List.of()), Duration.ZERO, kinds);
    for (TrialSummary trial : trials) {
      Poison.Kind kind = kinds[trial.id().number()];
      assertThat(trial.phase()).as("%s", kind).isEqualTo(Phase.FAILED);
      assertThat(trial.epoch()).as("%s keeps its first epoch", kind).isEqualTo(1);
      assertThat(trial.note()).contains(FATAL.get(kind));
    }
    assertThat(failures()).as("nobody is set apart").doesNotContain(FailureKind.CRASHED);
  }

  private Set<FailureKind> failures() {
    return new SweepJournal(directory)
        .events("p", 0).stream()
            .filter(each -> each.event() instanceof TrialFailed)
            .map(each -> ((TrialFailed) each.event()).kind())
            .collect(Collectors.toSet());
  }

  @Test
  void whoIsKilledOnceGoesOnFromItsCheckpoint() throws Exception {
    TrialSummary trial = fates(Retry.DEFAULT, Duration.ZERO, Poison.Kind.KILL_ONCE).get(0);
    assertThat(trial.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(trial.attempt()).isEqualTo(2);
    assertThat(new SweepJournal(directory).events("p", trial.id()))
        .filteredOn(each -> each.event() instanceof EpochsReported)
        .flatExtracting(each -> ((EpochsReported) each.event()).reports())
        .extracting(report -> ((Report) report).epoch())
        .containsExactly(1, 2, 3);
  }

  @Test
  void whoNeverComesBackIsKilledAndTheSlotGoesOn() throws Exception {
    List<TrialSummary> trials =
        fates(
            new Retry(0, List.of()),
            Duration.ofSeconds(10),
            Poison.Kind.LOOP,
            Poison.Kind.DEADLOCK);
    assertThat(trials)
        .allSatisfy(trial -> assertThat(trial.phase()).isEqualTo(Phase.FAILED))
        .allSatisfy(trial -> assertThat(trial.note()).contains("an epoch took too long"));
  }

  @Test
  void whoInterruptsItselfTrainsOn() throws Exception {
    TrialSummary trial = fates(Retry.DEFAULT, Duration.ZERO, Poison.Kind.INTERRUPTED).get(0);
    assertThat(trial.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(trial.attempt()).isEqualTo(1);
  }

  @Test
  void whoClosesItsStreamsTrainsOnAndWhatItPrintsIsKept() throws Exception {
    TrialSummary trial = fates(Retry.DEFAULT, Duration.ZERO, Poison.Kind.CLOSED_STREAMS).get(0);
    assertThat(trial.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(trial.attempt()).isEqualTo(1);
    assertThat(output()).content().contains("these are my last words");
  }

  @Test
  void decisionsAndMetricsAreThoseOfThisJvm() throws Exception {
    SweepSpec sweep =
        sweep()
            .scheduler(new Asha(1, 9, 3))
            .order(new Order.Ordered(4))
            .stop(StopRules.trials(12))
            .build();
    try (IsolatedTrainer trainer = poisoned(Poison.Kind.NOTHING);
        Rungs rungs = Rungs.local().directory(directory).slots(2).open()) {
      rungs.run("apart", sweep, trainer);
      rungs.run("here", sweep, (IterativeTrainer<?>) new Poison());
    }
    assertThat(decisions("apart")).isEqualTo(decisions("here")).hasSizeGreaterThan(24);
    assertThat(directory.resolve("apart/best/model"))
        .hasSameTextualContentAs(directory.resolve("here/best/model"));
  }

  private List<SweepEvent> decisions(String id) {
    return new SweepJournal(directory)
        .events(id, 0).stream()
            .<SweepEvent>map(each -> each.event())
            .filter(
                event ->
                    event instanceof RungReached
                        || event instanceof TrialJudged
                        || event instanceof WinnerTested)
            .toList();
  }

  /** Refuses its argument. */
  public static final class Picky implements TrainerFactory {
    @Override
    public IterativeTrainer<?> open(String argument) {
      throw new IllegalArgumentException("argument is " + argument + ", must be nicer");
    }
  }

  @Test
  void whatAFactoryRefusesIsRefusedHere() {
    assertThatThrownBy(() -> IsolatedTrainer.open(Picky.class, "rude", output()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("argument is rude, must be nicer");
  }

  /** Tells its process's number and never comes back. */
  public static final class Endless implements TrainerFactory {
    @Override
    public IterativeTrainer<?> open(String argument) throws IOException {
      Path unfinished = Path.of(argument + ".tmp");
      Files.writeString(unfinished, ProcessHandle.current().pid() + "");
      Files.move(unfinished, Path.of(argument));
      while (true) {
        Thread.onSpinWait();
      }
    }
  }

  /** A parent to be killed. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      IsolatedTrainer.open(Endless.class, args[0], Path.of(args[1])).close();
    }
  }

  @Test
  void aChildEndsWhenItsParentIsKilled() throws Exception {
    Path pid = directory.resolve("pid");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                pid.toString(),
                output().toString())
            .inheritIO()
            .start();
    while (!Files.exists(pid)) {
      assertThat(parent.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    ProcessHandle child = ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
    parent.destroyForcibly();
    assertThat(child.onExit().get(60, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void agentsAndLogsOfTheParentAreNotInherited() {
    assertThat(
            Child.flags(
                List.of("-Xmx1g", "-javaagent:a.jar", "-agentlib:jdwp=x", "-Xlog:gc", "-Dkey=v")))
        .containsExactly("-Xmx1g", "-Dkey=v");
  }
}
