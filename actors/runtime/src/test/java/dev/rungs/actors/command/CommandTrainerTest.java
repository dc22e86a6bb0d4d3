package dev.rungs.actors.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Value;
import dev.rungs.train.CancelledException;
import dev.rungs.train.Slot;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.TrialId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs real programs: scripts for {@code sh}. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
final class CommandTrainerTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** Trains as told: reads a decision after each report, starts after its checkpoint if any. */
  private static final String OBEDIENT =
      """
      epoch=0
      if [ -n "$RUNGS_CHECKPOINT" ]; then epoch=$(cat "$RUNGS_CHECKPOINT/model"); fi
      echo "starts at $epoch"
      while :; do
        epoch=$((epoch + 1))
        mkdir -p "$(dirname "$RUNGS_TRIAL")/e$epoch"
        echo $epoch > "$(dirname "$RUNGS_TRIAL")/e$epoch/model"
        echo "{\\"epoch\\": $epoch, \\"loss\\": 0.$epoch, \\"checkpoint\\": \\"$(dirname "$RUNGS_TRIAL")/e$epoch/model\\"}"
        read decision
        echo "told $decision"
        [ "$decision" = '{"continue": true}' ] || exit 0
      done
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final List<Program> programs = new ArrayList<>();

  @AfterEach
  void releaseAll() throws Exception {
    for (Program program : programs) {
      program.stop();
    }
  }

  @Test
  void parametersArriveAsArgumentsFileAndEnvironment() throws Exception {
    CommandTrainer trainer =
        sh(
            """
            echo "$@" > arguments
            cp "$RUNGS_TRIAL" parameters
            echo "$RUNGS_SEED $CUDA_VISIBLE_DEVICES ${RUNGS_CHECKPOINT-none}" > environment
            echo '{"epoch": 1, "loss": 1}'
            """);
    trainer.step(create(trainer), 1);
    assertThat(directory.resolve("arguments"))
        .hasContent("--lr 0.01 --layers 3 --optimizer two words --flag true");
    assertThat(directory.resolve("parameters"))
        .hasContent("{\"lr\":0.01,\"layers\":3,\"optimizer\":\"two words\",\"flag\":true}");
    assertThat(directory.resolve("environment")).hasContent("42 1 none");
  }

  @Test
  void metricsKeepTheirOrderAndMayBeAnything() throws Exception {
    CommandTrainer trainer =
        sh(
            """
            echo 'not a report' ; echo 'nor this' >&2
            echo '{"b": 1e-3, "epoch": 1, "loss": 7, "a": null, "n": NaN, "t": "NaN", "i": "-Infinity", "j": Infinity}'
            """);
    assertThat(trainer.step(create(trainer), 1))
        .isEqualTo(
            Metrics.of("b", 1e-3, "loss", 7)
                .and("a", Double.NaN)
                .and("n", Double.NaN)
                .and("t", Double.NaN)
                .and("i", Double.NEGATIVE_INFINITY)
                .and("j", Double.POSITIVE_INFINITY));
  }

  @Test
  void allElseGoesIntoTheLog() throws Exception {
    CommandTrainer trainer = sh(OBEDIENT);
    Program program = create(trainer);
    trainer.step(program, 1);
    trainer.step(program, 2);
    trainer.release(program);
    assertThat(log(1)).startsWith("starts at 0", "told {\"continue\": true}");
  }

  @Test
  void theProgramIsToldToEndAndEndsByItself() throws Exception {
    CommandTrainer trainer = sh("trap 'touch terminated' TERM\n" + OBEDIENT);
    Program program = create(trainer);
    trainer.step(program, 1);
    trainer.release(program);
    assertThat(log(1)).endsWith("told {\"continue\": false}");
    assertThat(directory.resolve("terminated")).doesNotExist();
    assertThat(alive()).isEmpty();
  }

  @Test
  void itGoesOnFromItsCheckpoint() throws Exception {
    CommandTrainer trainer = sh(OBEDIENT);
    Program first = create(trainer);
    trainer.step(first, 1);
    trainer.step(first, 2);
    Path saved = Files.createDirectory(directory.resolve("saved"));
    trainer.save(first, saved);
    trainer.release(first);

    Program second = load(trainer, 2, saved);
    assertThat(trainer.step(second, 3)).isEqualTo(Metrics.of("loss", 0.3));
    trainer.release(second);
    assertThat(log(2)).startsWith("starts at 2");
  }

  @Test
  void aCheckpointThatIsADirectoryIsCopiedAsAWhole() throws Exception {
    CommandTrainer trainer =
        sh(
            """
            if [ -n "$RUNGS_CHECKPOINT" ]; then
              echo "{\\"epoch\\": 2, \\"loss\\": $(cat "$RUNGS_CHECKPOINT/deep/weights")}"
            else
              mkdir -p model/deep; echo 0.75 > model/deep/weights
              echo '{"epoch": 1, "loss": 1, "checkpoint": "model"}'
            fi
            cat > /dev/null
            """);
    Program first = create(trainer);
    trainer.step(first, 1);
    Path saved = Files.createDirectory(directory.resolve("saved"));
    trainer.save(first, saved);
    assertThat(trainer.step(load(trainer, 2, saved), 2)).isEqualTo(Metrics.of("loss", 0.75));
  }

  @Test
  void withoutACheckpointItStartsAgainAndItsKnownEpochsArePassedOver() throws Exception {
    CommandTrainer trainer =
        sh(
            """
            for epoch in 1 2 3 4; do
              echo "{\\"epoch\\": $epoch, \\"loss\\": $epoch}"; read decision
            done
            """);
    Program first = create(trainer);
    trainer.step(first, 1);
    trainer.step(first, 2);
    Path saved = Files.createDirectory(directory.resolve("saved"));
    trainer.save(first, saved);
    assertThat(trainer.step(load(trainer, 2, saved), 3)).isEqualTo(Metrics.of("loss", 3));
  }

  @Test
  void aProgramThatNeverReadsMayRunAheadForThousandsOfEpochs() throws Exception {
    CommandTrainer trainer =
        trainer(
            Duration.ofMillis(100),
            "sh",
            "-c",
            """
            epoch=0
            while :; do epoch=$((epoch + 1)); echo "{\\"epoch\\": $epoch, \\"loss\\": 1}"; done
            """);
    Program program = create(trainer);
    // More decisions than a pipe holds (64 KiB): they must not block the slot.
    for (int epoch = 1; epoch <= 5000; epoch++) {
      trainer.step(program, epoch);
    }
  }

  @Test
  void aProgramThatDoesNotListenIsKilledWithItsChildren() throws Exception {
    CommandTrainer trainer =
        trainer(
            Duration.ofMillis(200),
            "sh",
            "-c",
            """
            trap '' TERM
            (trap '' TERM; while :; do sleep 1; done) &
            echo $! $$ > pids
            echo '{"epoch": 1, "loss": 1}'
            while :; do sleep 1; done
            """);
    Program program = create(trainer);
    trainer.step(program, 1);
    List<ProcessHandle> tree =
        Arrays.stream(Files.readString(directory.resolve("pids")).strip().split(" ", -1))
            .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
            .toList();
    assertThat(tree).hasSize(2).allMatch(ProcessHandle::isAlive);
    trainer.release(program);
    for (ProcessHandle each : tree) {
      each.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void sigtermComesBeforeTheKill() throws Exception {
    CommandTrainer trainer =
        trainer(
            Duration.ofSeconds(2),
            "sh",
            "-c",
            """
            trap 'echo saved > state; exit 0' TERM
            echo '{"epoch": 1, "loss": 1}'
            while :; do sleep 0.1; done
            """);
    Program program = create(trainer);
    trainer.step(program, 1);
    trainer.release(program);
    assertThat(directory.resolve("state")).hasContent("saved");
  }

  @Test
  void aCancelledTrialStopsWaiting() throws Exception {
    CommandTrainer trainer = trainer(Duration.ZERO, "sh", "-c", "exec tail -f /dev/null");
    Program program = create(trainer);
    var step =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return trainer.step(program, 1);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    cancelled.set(true);
    assertThatThrownBy(step::join).hasCauseInstanceOf(CancelledException.class);
  }

  @Test
  void anExitCodeIsToldWithTheLastErrors() throws Exception {
    assertFails("echo 'out of memory' >&2; exit 3")
        .hasMessageStartingWith("t007, attempt 1: the command 'sh -c echo")
        .hasMessageContaining("ended with exit code 3 before it reported epoch 1")
        .hasMessageContaining("its last lines on standard error:\nout of memory");
  }

  @Test
  void anEarlyEndIsTold() throws Exception {
    CommandTrainer trainer = sh("echo '{\"epoch\": 1, \"loss\": 1}'");
    Program program = create(trainer);
    trainer.step(program, 1);
    assertThatThrownBy(() -> trainer.step(program, 2))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("ended with exit code 0 before it reported epoch 2");
  }

  @Test
  void aBrokenReportIsShown() throws Exception {
    assertFails("echo '{\"epoch\": 1, \"loss\": }'")
        .hasMessageContaining("printed {\"epoch\": 1, \"loss\": }: it is not JSON");
    assertFails("echo '{\"epoch\": 1, \"loss\": 1} and more'").hasMessageContaining("not JSON");
    assertFails("echo '{\"loss\": 1}'")
        .hasMessageContaining("epoch is missing, must be a whole number >= 1");
    assertFails("echo '{\"epoch\": 1.5, \"loss\": 1}'").hasMessageContaining("epoch is 1.5, must");
    assertFails("echo '{\"epoch\": 2, \"loss\": 1}'")
        .hasMessageContaining("epoch is 2, must be <= 1");
    assertFails("echo '{\"epoch\": 1, \"loss\": \"low\"}'")
        .hasMessageContaining("loss is \"low\", must be a number or null");
    assertFails("echo '{\"epoch\": 1, \"accuracy\": 1}'")
        .hasMessageContaining("loss is missing, must be reported");
    assertFails("echo '{\"epoch\": 1, \"loss\": 1, \"checkpoint\": \"gone\"}'")
        .hasMessageContaining("named the checkpoint " + directory.resolve("gone"));
  }

  @Test
  void aProgramThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> create(trainer(Duration.ZERO, "no-such-program")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program");
  }

  private AbstractThrowableAssert<?, ?> assertFails(String script) throws Exception {
    CommandTrainer trainer = sh(script);
    Program program = create(trainer);
    return assertThatThrownBy(() -> trainer.step(program, 1)).isInstanceOf(CommandException.class);
  }

  private CommandTrainer sh(String script) {
    return trainer(LONG, "sh", "-c", script, "program");
  }

  private CommandTrainer trainer(Duration grace, String... command) {
    return new CommandTrainer(
        List.of(command), directory, directory.resolve("files"), "loss", grace);
  }

  private Program create(CommandTrainer trainer) throws Exception {
    Program program = trainer.create(new Context(1));
    programs.add(program);
    return program;
  }

  private Program load(CommandTrainer trainer, int attempt, Path saved) throws Exception {
    Program program = trainer.load(new Context(attempt), saved);
    programs.add(program);
    return program;
  }

  private List<String> log(int attempt) throws IOException {
    try (BufferedReader lines =
        Files.newBufferedReader(directory.resolve("files/t007/a" + attempt + "/log.txt"))) {
      return lines.lines().toList();
    }
  }

  private static List<ProcessHandle> alive() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  private final class Context implements TrialContext {

    private final int attempt;

    private Context(int attempt) {
      this.attempt = attempt;
    }

    @Override
    public TrialId trial() {
      return new TrialId(7);
    }

    @Override
    public int attempt() {
      return attempt;
    }

    @Override
    public Configuration configuration() {
      return Configuration.EMPTY
          .with("lr", new Value.Real(0.01))
          .with("layers", new Value.Int(3))
          .with("optimizer", new Value.Text("two words"))
          .with("flag", new Value.Flag(true));
    }

    @Override
    public long seed() {
      return 42;
    }

    @Override
    public Slot slot() {
      return new Slot(0, 1, 1);
    }

    @Override
    public boolean cancelled() {
      return cancelled.get();
    }
  }
}
