package dev.rungs.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.TpeSampler;
import dev.rungs.space.Configuration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule: a file that breaks it and nothing else, the place that is shown, what is said. */
class SweepRulesTest {

  private static final String GOOD =
      """
      objective: {metric: val_loss}
      trainer: {type: curve}
      data: {start: 3}
      space:
        lr: {low: 1e-4, high: 0.1, scale: log}
        optimizer: [adam, sgd]
      scheduler: {type: asha, min: 1, max: 27}
      stop: {trials: 81}
      """;

  /**
   * A file with one finding.
   *
   * @param place line and column
   */
  record Case(Code code, String file, String place, String said) {}

  private static Case file(Code code, String file, String place, String said) {
    return new Case(code, file, place, said);
  }

  /** The good file with a change. */
  private static Case change(Code code, String old, String now, String place, String said) {
    assertThat(GOOD).contains(old);
    return new Case(code, GOOD.replace(old, now), place, said);
  }

  /** The good file with a ninth line. */
  private static Case more(Code code, String line, String place, String said) {
    return new Case(code, GOOD + line, place, said);
  }

  /** The good file with one more parameter, in line 7. */
  private static Case parameter(Code code, String line, String place, String said) {
    return change(code, "scheduler:", "  " + line + "\nscheduler:", place, said);
  }

  static Stream<Case> cases() {
    return Stream.of(
            yaml(),
            keys(),
            trainers(),
            parameters(),
            constraints(),
            aims(),
            fixed(),
            shadows(),
            points(),
            values(),
            warnings())
        .flatMap(List::stream);
  }

  private static List<Case> shadows() {
    return List.of(
        more(Code.UNKNOWN_WORD, "shadow: [{type: medain}]", "9:17", "did you mean 'median'?"),
        more(Code.UNKNOWN_KEY, "shadow: [{type: median, grac: 3}]", "9:25", "mean 'grace'?"),
        more(Code.SHAPE, "shadow: median", "9:9", "shadow is 'median'"),
        more(Code.SHAPE, "shadow: [median]", "9:10", "a list of schedulers, such as"),
        more(Code.SETTINGS, "shadow: [{type: pbt}]", "9:17", "whose trials copy each other"),
        more(Code.SETTINGS, "shadow: {min: 81}", "9:9", "max is 27, must be >= min (81)"),
        more(Code.SETTINGS, "shadow: [{type: asha}]", "9:10", "which the scheduler is itself"),
        more(
            Code.SETTINGS,
            "shadow: [{type: median}, {type: median, max: 27}]",
            "9:26",
            "shadow is median (interval 1, max 27, grace 0, startup 5) again"),
        change(
            Code.SETTINGS,
            "scheduler: {type: asha, min: 1, max: 27}",
            "scheduler: {type: pbt, population: 4, interval: 2, max: 8}\nshadow: {type: median}",
            "8:1",
            "what a copy of a trial would have become is not recorded"));
  }

  private static List<Case> yaml() {
    return List.of(
        file(Code.SYNTAX, "a: [1, 2\nb: }", "2:2", "not YAML"),
        file(Code.SYNTAX, "a: \u0007", "1:4", "U+0007 is not allowed"),
        file(Code.NOT_PLAIN, "a: &x 1\nb: *x", "2:4", "an alias, must be written out"),
        file(Code.NOT_PLAIN, "a: !!python/object x", "1:4", "a tag"),
        file(Code.NOT_PLAIN, "a: 1\n---\nb: 2", "2:1", "a second document"),
        file(Code.NOT_PLAIN, "[1, 2]: 3", "1:1", "a key is a list"),
        file(Code.TOO_LARGE, "[".repeat(60), "1:34", "nested more than 32 levels"),
        file(Code.SHAPE, "", "1:1", "the file holds nothing"),
        file(Code.SHAPE, "- a", "1:1", "the file holds a list"),
        more(Code.DUPLICATE, "stop: {trials: 9}", "9:1", "first in line 8"));
  }

  private static List<Case> keys() {
    return List.of(
        more(Code.UNKNOWN_KEY, "ordre: replay", "9:1", "did you mean 'order'?"),
        more(Code.UNKNOWN_KEY, "gpu: 1", "9:1", "unknown key 'gpu' in the sweep file"),
        more(Code.UNKNOWN_KEY, "order: {mode: replay, window: 3}", "9:23", "no meaning"),
        change(Code.MISSING, "objective: {metric: val_loss}", "", "1:1", "objective is missing"),
        change(Code.MISSING, "{metric: val_loss}", "{use: last}", "1:1", "metric is missing"),
        more(Code.MISSING, "patience: {improve: 1}", "9:1", "epochs is missing"),
        change(Code.MISSING, "trials: 81", "plateau: {improve: 1%}", "8:8", "trials is missing"),
        change(Code.SHAPE, "{trials: 81}", "81", "8:7", "stop is '81'"),
        change(Code.SHAPE, "{trials: 81}", "{trials: [81]}", "8:16", "trials is a list"),
        more(Code.SHAPE, "retry: {on: []}", "9:13", "on is an empty list"),
        more(Code.SHAPE, "name:", "9:6", "name is nothing"),
        change(
            Code.UNKNOWN_WORD,
            "val_loss}",
            "val_loss, direction: minimise}",
            "1:42",
            "did you mean 'minimize'?"),
        change(Code.UNKNOWN_METRIC, "val_loss", "val_los", "1:21", "did you mean 'val_loss'?"),
        more(Code.UNKNOWN_METRIC, "report: [epoch, val]", "9:17", "does not report 'val'"));
  }

  private static List<Case> aims() {
    return List.of(
        more(Code.SHAPE, "also: val_accuracy", "9:7", "must be a list of mappings"),
        more(Code.SHAPE, "also: [val_accuracy]", "9:8", "mapping with metric, direction"),
        more(Code.MISSING, "also: [{direction: maximize}]", "9:8", "metric is missing"),
        more(
            Code.UNKNOWN_KEY, "also: [{metric: val_accuracy, use: last}]", "9:31", "'use' in also"),
        more(Code.UNKNOWN_KEY, "aslo: [{metric: val_accuracy}]", "9:1", "did you mean 'also'?"),
        more(
            Code.UNKNOWN_METRIC,
            "also: [{metric: accuracy}]",
            "9:17",
            "does not report 'accuracy'"),
        more(Code.SETTINGS, "also: [{metric: val_loss}]", "9:7", "also names val_loss again"),
        more(Code.UNKNOWN_WORD, "also: [{metric: train_loss, direction: up}]", "9:40", "minimize"),
        more(Code.SHAPE, "require: val_loss <= 5", "9:10", "must be a list of bounds"),
        more(Code.REQUIREMENT, "require: [val_loss < 5]", "9:11", "must be <= or >="),
        more(Code.REQUIREMENT, "require: [val_loss]", "9:11", "a metric, <= or >=, and a number"),
        more(Code.REQUIREMENT, "require: [lr <= 5]", "9:11", "constraints are about parameters"),
        more(Code.UNKNOWN_METRIC, "require: [val_los <= 5]", "9:11", "did you mean 'val_loss'?"),
        more(
            Code.SETTINGS,
            "require: [val_loss <= 5, val_loss <= 6]",
            "9:10",
            "require names val_loss <= again"),
        more(
            Code.CONSTRAINT,
            "constraints: [val_loss <= 5]",
            "9:15",
            "require is about metrics: require: [val_loss <= 5]"));
  }

  private static List<Case> trainers() {
    return List.of(
        change(Code.MISSING, "{type: curve}", "{lr: 1}", "2:1", "trainer does not say which"),
        change(Code.MISSING, "{start: 3}", "{}", "3:1", "start is missing"),
        change(Code.UNKNOWN_WORD, "curve", "curv", "2:17", "did you mean 'curve'?"),
        change(
            Code.NO_TRAINER,
            "type: curve",
            "class: com.acme.Net",
            "2:18",
            "is not on the class path"),
        change(
            Code.NO_TRAINER,
            "type: curve",
            "class: java.lang.String",
            "2:18",
            "must implement dev.rungs.train.TrainerProvider"),
        change(Code.VALUE, "start: 3", "start: 30", "3:15", "whole number in [-9, 9]"),
        file(
            Code.VALUE,
            """
            objective: {metric: x}
            trainer: {command: [a, ''], metrics: [x]}
            space: {b: 1}
            scheduler: {type: none, max: 3}
            """,
            "2:24",
            "command holds a blank"),
        change(Code.SET_TWICE, "{type: curve}", "{type: curve, lr: 1}", "5:3", "also in line 2"),
        file(
            Code.MISSING,
            "objective: {metric: x}\ntrainer: {command: [a]}\nspace: {b: 1}\nscheduler: {max: 1}",
            "2:1",
            "metrics is missing"),
        file(
            Code.UNKNOWN_KEY,
            """
            objective: {metric: x}
            trainer: {command: [a], metrics: [x]}
            space: {b: [1, 2, 3]}
            scheduler: {type: none, max: 3}
            data: {}
            """,
            "5:1",
            "a command reads no data: key"));
  }

  private static List<Case> parameters() {
    return List.of(
        change(Code.MISSING, "low: 1e-4, ", "", "5:3", "low is missing"),
        change(Code.SWAPPED, "low: 1e-4", "low: 1", "5:8", "swap them: {low: 0.1, high: 1}"),
        change(Code.VALUE, "low: 1e-4", "low: .nan", "5:13", "low is '.nan'"),
        change(
            Code.OUTSIDE_SETTING,
            "low: 1e-4, high: 0.1, scale: log",
            "low: 0, high: 0.1",
            "5:7",
            "lr can be 0.0"),
        change(Code.OUTSIDE_SETTING, "sgd]", "lion]", "6:14", "optimizer can be lion"),
        parameter(Code.OUTSIDE_SETTING, "width: 2.5", "7:10", "must be a whole number"),
        parameter(Code.UNKNOWN_KEY, "widht: 2", "7:3", "did you mean 'width'?"),
        parameter(Code.UNKNOWN_KEY, "width: {low: 1, hihg: 9}", "7:19", "did you mean 'high'?"),
        parameter(
            Code.UNKNOWN_KEY,
            "width: {low: 1, high: 8, kind: power-of-two, step: 2}",
            "7:48",
            "unknown key 'step'"),
        parameter(
            Code.UNKNOWN_WORD, "width: {low: 1, high: 9, kind: int}", "7:34", "kind is 'int'"),
        parameter(Code.VALUE, "width: {low: 0, high: 9, scale: log}", "7:16", "on a log scale"),
        parameter(
            Code.VALUE,
            "width: {low: 3, high: 8, kind: power-of-two}",
            "7:16",
            "must be a power of two"),
        parameter(Code.VALUE, "dropout: {low: 0, high: 0.5, step: 0}", "7:38", "must be > 0"),
        parameter(
            Code.VALUE,
            "width: {low: 1, high: 99999999999999999999}",
            "7:25",
            "99999999999999999999"),
        parameter(Code.VALUE, "width: [8, 8]", "7:10", "must differ"),
        parameter(
            Code.CONDITION,
            "momentum: {low: 0.5, high: 0.9, when: {optimiser: sgd}}",
            "7:42",
            "did you mean 'optimizer'?"),
        parameter(
            Code.CONDITION,
            "momentum: {low: 0.5, high: 0.9, when: {width: 3}}",
            "7:42",
            "not a parameter declared before"),
        parameter(
            Code.CONDITION,
            "momentum: {low: 0.5, high: 0.9, when: {optimizer: sdg}}",
            "7:53",
            "did you mean 'sgd'?"),
        parameter(
            Code.SHAPE,
            "momentum: {low: 0.5, high: 0.9, when: sgd}",
            "7:41",
            "one parameter and its value"));
  }

  private static List<Case> constraints() {
    return List.of(
        more(Code.SHAPE, "constraints: lr < 1", "9:14", "a list of comparisons, such as width *"),
        more(
            Code.CONSTRAINT,
            "constraints: [lr < 0.01, lr * <= 4]",
            "9:26",
            "character 6 is '<=', must be a number, a parameter or '('"),
        more(
            Code.CONSTRAINT,
            "constraints:\n- lr * momentum < 4",
            "10:3",
            "momentum is not a parameter, must be one of [lr, optimizer]"),
        more(Code.CONSTRAINT, "constraints: [optimizer > 1]", "9:15", "must be a number"),
        more(Code.CONSTRAINT, "constraints: [lr > 1]", "9:15", "no configuration satisfies lr > 1"),
        more(
            Code.CONSTRAINT,
            "constraints: [lr > 0.01, 2 * lr < 0.01]",
            "9:1",
            "satisfies all of lr > 0.01, 2 * lr < 0.01"),
        more(
            Code.START_POINT,
            "constraints: [lr < 0.01]\nstart_with: [{lr: 0.05, optimizer: sgd}]",
            "10:19",
            "lr is 0.05, must be < 0.01"));
  }

  private static List<Case> fixed() {
    return List.of(
        more(Code.SHAPE, "sampler: {type: tpe, fix: 3}", "9:27", "sampler.fix is '3'"),
        more(Code.UNKNOWN_KEY, "sampler: {fix: {l: 0.01}}", "9:17", "did you mean 'lr'?"),
        more(Code.FIXED, "sampler: {fix: {lr: 3}}", "9:21", "must be in 1.0E-4 … 0.1"),
        more(Code.FIXED, "sampler: {fix: {optimizer: lion}}", "9:28", "one of [adam, sgd]"),
        more(Code.FIXED, "sampler: {fix: {}}", "9:11", "must name at least one parameter"),
        change(
            Code.SETTINGS,
            "scheduler:",
            "  dropout: {low: 0, high: 0.5, when: {optimizer: sgd}}\n"
                + "sampler: {fix: {optimizer: adam, dropout: 0.2}}\nscheduler:",
            "8:43",
            "dropout is 0.2, must be absent unless optimizer = sgd"),
        more(
            Code.SETTINGS,
            "constraints: [lr < 0.01]\nsampler: {fix: {lr: 0.05}}",
            "10:21",
            "of 2 no configuration satisfies lr < 0.01"));
  }

  private static List<Case> points() {
    return List.of(
        more(Code.SHAPE, "start_with: {lr: 1}", "9:13", "start_with is a mapping"),
        more(
            Code.START_POINT,
            "start_with:\n- {lr: 0.01, optimizer: lion}",
            "10:25",
            "must be one of [adam, sgd]"),
        more(Code.START_POINT, "start_with: [{lr: 0.01}]", "9:14", "optimizer is missing"),
        more(
            Code.UNKNOWN_KEY,
            "start_with: [{l: 0.01, optimizer: sgd}]",
            "9:15",
            "did you mean 'lr'?"));
  }

  private static List<Case> values() {
    return List.of(
        more(Code.VALUE, "sweep: 2", "9:8", "sweep is 2"),
        more(Code.VALUE, "name: a b", "9:7", "must be 1 to 64 letters"),
        more(Code.VALUE, "output: {dir: ''}", "9:15", "dir is blank"),
        more(Code.UNKNOWN_WORD, "sampler: {type: randon}", "9:17", "did you mean 'random'?"),
        more(Code.VALUE, "sampler: {seed: a}", "9:17", "seed is a"),
        more(Code.VALUE, "name: ..", "9:7", "not begin with '.'"),
        more(Code.UNKNOWN_WORD, "order: orderd", "9:8", "did you mean 'ordered'?"),
        more(Code.UNKNOWN_WORD, "retry: {on: [diverged]}", "9:14", "on is 'diverged'"),
        more(Code.SHAPE, "retry: {halve: [lr]}", "9:16", "halve is a list"),
        more(
            Code.SETTINGS,
            "retry: {halve: lr}",
            "9:16",
            "retry.halve is lr, must name a parameter whose values are whole numbers"),
        more(
            Code.SETTINGS,
            "retry: {halve: batch}",
            "9:16",
            "retry.halve is batch, must name a parameter of the space, one of lr, optimizer"),
        more(
            Code.SETTINGS,
            "retry: {times: 0, halve: batch}",
            "9:26",
            "must go with times >= 1 and with out_of_memory"),
        more(Code.UNIT, "checkpoint: {every: 0}", "9:21", "epochs >= 1"),
        more(Code.UNIT, "checkpoint: {quota: 2 gigs}", "9:21", "a size such as 500 MB"),
        more(Code.UNIT, "checkpoint: {quota: 0 GB}", "9:21", "a size such as 500 MB"),
        more(Code.UNIT, "resources: {per_trial: {timeout: 1 hr}}", "9:34", "= help: 1h"),
        more(Code.UNKNOWN_WORD, "resources: {isolation: proces}", "9:24", "mean 'process'?"),
        change(Code.UNIT, "trials: 81", "budget: 4e2", "8:16", "budget is '4e2'"),
        change(Code.UNIT, "trials: 81", "plateau: {trials: 3, improve: 120%}", "8:38", "share"),
        change(Code.VALUE, "max: 27", "max: 27, eta: 1", "7:47", "whole number >= 2"),
        change(Code.MISSING, ", max: 27", "", "7:1", "max is missing"),
        change(Code.UNKNOWN_WORD, "max: 27", "max: 27, unit: steps", "7:48", "of epochs"),
        change(Code.UNKNOWN_WORD, "max: 27", "max: 27, mode: halt", "7:48", "promote, stop"),
        change(Code.SETTINGS, "min: 1, max: 27", "min: 30, max: 27", "7:39", "must be >= min"),
        change(Code.ENDLESS, "trials: 81", "failed: 9", "8:1", "nothing ends this sweep"),
        file(
            Code.ENDLESS,
            GOOD.replace("{low: 1e-4, high: 0.1, scale: log}", "{low: 1, high: 1000000, step: 1}")
                .replace("[adam, sgd]", "{low: 1, high: 1000000}")
                .replace("type: curve", "command: [train], metrics: [val_loss]")
                .replace("data: {start: 3}\n", "")
                .replace("trials: 81", "wall_clock: 1h")
                .replace("stop:", "sampler: {type: grid}\nstop:"),
            "7:1",
            "the grid has 1000000000000 points, too many to walk"));
  }

  private static List<Case> warnings() {
    return List.of(
        change(Code.WIDE_LINEAR, ", scale: log", "", "5:3", "= help: scale: log"),
        change(
            Code.GRID_CUT,
            "scheduler:",
            "  width: {low: 1, high: 100}\nsampler: {type: grid, points: 5}\nscheduler:",
            "10:8",
            "the grid has 1000 points"),
        file(
            Code.SMALL_SPACE,
            GOOD.replace("{low: 1e-4, high: 0.1, scale: log}", "{low: 0.01, high: 1, step: 0.01}")
                .replace("trials: 81", "trials: 201"),
            "8:8",
            "only 200 configurations"),
        change(
            Code.SHORT_RUNG,
            "max: 27}\nstop: {trials: 81",
            "max: 30}\nstop: {trials: 243",
            "7:33",
            "from 27 to 30 epochs"),
        change(Code.FEW_AT_TOP, "trials: 81", "trials: 60", "7:1", "120 trials would give 4"),
        change(Code.FEW_AT_TOP, "trials: 81", "trials: 3", "7:1", "48 trials would give 1"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBrokenRuleIsOneFindingAtItsPlace(Case broken) {
    Problems problems = Reads.read(broken.file()).problems();

    assertThat(problems.codes()).as(problems.text()).containsExactly(broken.code());
    assertThat(problems.text()).contains("--> sweep.yaml:" + broken.place() + "\n");
    assertThat(problems.text()).contains(broken.said());
  }

  @Test
  void theGoodFileHasNoFinding() {
    assertThat(Reads.read(GOOD).problems().text()).isEmpty();
  }

  @Test
  void everyRuleHasACase() {
    Set<Code> covered =
        cases().map(Case::code).collect(Collectors.toCollection(() -> EnumSet.noneOf(Code.class)));
    covered.addAll(List.of(Code.UNREADABLE, Code.ENCODING, Code.OPTION)); // the tests below

    assertThat(covered).isEqualTo(EnumSet.allOf(Code.class));
  }

  @Test
  void constraintsAndFixedValuesReachTheSweep() {
    SweepFile file =
        Reads.valid(
            GOOD + "constraints: [lr * 10 <= 0.5]\nsampler: {type: tpe, fix: {optimizer: sgd}}\n");

    assertThat(file.spec().space().constraints()).hasToString("[lr * 10 <= 0.5]");
    assertThat(file.spec().sampler())
        .isEqualTo(
            new FixedSampler(
                new TpeSampler(10, 24, 0.15, false), Configuration.of(Map.of("optimizer", "sgd"))));
    assertThat(file.sampler()).endsWith("univariate false), fixed optimizer=sgd");
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    Reading reading = SweepFiles.read(Path.of("no", "such.yaml"), Reads.REGISTRY, List.of());

    assertThat(reading.problems().text()).contains("error[SW001]: there is no such file");
  }

  @Test
  void aByteThatIsNotUtf8IsShownWhereItStands() {
    byte[] bytes = {'a', ':', '\n', 'b', (byte) 0xE9, 'c'};
    Reading reading =
        SweepFiles.read("sweep.yaml", bytes, Path.of("base"), Reads.REGISTRY, List.of());

    assertThat(reading.problems().text())
        .contains("error[SW002]: byte 0xE9 is not UTF-8", "--> sweep.yaml:2:2");
  }

  @Test
  void anOptionTakesThePlaceOfAValueInTheFile() {
    SweepFile file = Reads.valid(GOOD, "stop.trials=90", "sampler.seed=7", "space.lr=0.01");

    assertThat(file.spec().stop().trials()).isEqualTo(90);
    assertThat(file.spec().seed()).isEqualTo(7);
    assertThat(file.spec().space().parameter("lr").orElseThrow().range()).isEqualTo("0.01");
  }

  @Test
  void anOptionsTextIsTakenAsItIs() {
    Reading reading =
        SweepFiles.read(
            "sweep.yaml",
            GOOD.getBytes(StandardCharsets.UTF_8),
            Path.of("base"),
            Reads.REGISTRY,
            List.of(Setter.text("--out", "output.dir", "it's: a #folder")));

    assertThat(((Reading.Valid) reading).file().output()).isEqualTo(Path.of("it's: a #folder"));
  }

  @Test
  void aWrongOptionIsShownAsTheOption() {
    Problems problems =
        Reads.read(GOOD, "stop.trials=none", "scheduler.etaa=4", "trials", "stop.trials.x=1")
            .problems();

    assertThat(problems.codes())
        .containsExactly(Code.OPTION, Code.OPTION, Code.UNKNOWN_KEY, Code.VALUE);
    assertThat(problems.text())
        .contains("--> --set:1:13\n   |\n 1 | stop.trials=none\n   |             ^^^^ must be")
        .contains("--> --set:1:11\n   |\n 1 | scheduler.etaa=4\n   |           ^^^^");
  }
}
