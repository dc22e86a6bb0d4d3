package dev.rungs.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Parameter;
import dev.rungs.sweep.SweepSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files in {@code examples/}, with the samplers, schedulers and trainers that are shipped. */
class ExamplesTest {

  static final Path FOLDER = Path.of("..", "..", "examples");
  static final Registry INSTALLED = Registry.installed();

  static List<Path> examples() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Problems problems(Path example, String text) {
    return SweepFiles.read(
            example.getFileName().toString(),
            text.getBytes(StandardCharsets.UTF_8),
            FOLDER,
            INSTALLED,
            List.of())
        .problems();
  }

  @TestFactory
  Stream<DynamicTest> isValid() {
    return examples().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getFileName().toString(),
                    () ->
                        assertThat(SweepFiles.read(example, INSTALLED, List.of()))
                            .isInstanceOf(Reading.Valid.class)));
  }

  /** Each key with a letter dropped, doubled or swapped, as the tree knows where it stands. */
  @TestFactory
  Stream<DynamicTest> aMisspeltKeyIsOneErrorWithTheRightSuggestion() {
    return examples().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getFileName().toString(), () -> assertEachMisspelling(example)));
  }

  private static void assertEachMisspelling(Path example) throws IOException {
    String text = Files.readString(example);
    var source = Source.of(example.getFileName().toString(), text);
    Node root = Yaml.read(source, text, new Findings()).orElseThrow();
    List<Slip> slips = keys(root).stream().flatMap(key -> slips(key).stream()).toList();
    assertThat(slips).hasSizeGreaterThan(50);
    for (Slip slip : slips) {
      Problems problems = problems(example, slip.in(source));
      List<Problem> errors =
          problems.all().stream().filter(each -> !each.code().isWarning()).toList();
      if (errors.isEmpty()) {
        assertThat(slip.meansSomethingElse()).as("%s for %s", slip.now(), slip.key()).isTrue();
        continue;
      }
      assertThat(errors).as("%s\n%s", slip, problems.text()).hasSize(1);
      assertThat(errors.get(0).span().line()).as(problems.text()).isEqualTo(slip.at().line());
      assertThat(errors.get(0).span().column()).as(problems.text()).isEqualTo(slip.at().column());
      assertThat(errors.get(0).help()).as(problems.text()).contains("'" + slip.key() + "'");
    }
  }

  /** A key and what somebody typed instead. */
  private record Slip(String key, Span at, String now) {

    String in(Source source) {
      var lines = new ArrayList<>(source.lines());
      String line = lines.get(at.line() - 1);
      lines.set(
          at.line() - 1,
          line.substring(0, at.column() - 1) + now + line.substring(at.endColumn() - 1));
      return String.join("\n", lines);
    }

    /** Some slips of a numbered setting give another setting: width1, width. */
    boolean meansSomethingElse() {
      return key.matches("width[12]") && now.equals("width");
    }
  }

  private static List<Slip> slips(Node.Field field) {
    String key = field.name();
    Set<String> typed = new LinkedHashSet<>();
    for (int i = 0; i < key.length(); i++) {
      typed.add(key.substring(0, i) + key.substring(i + 1));
      typed.add(key.substring(0, i + 1) + key.substring(i));
      if (i > 0) {
        typed.add(
            key.substring(0, i - 1) + key.charAt(i) + key.charAt(i - 1) + key.substring(i + 1));
      }
    }
    typed.remove(key);
    typed.remove("");
    return typed.stream().map(now -> new Slip(key, field.key(), now)).toList();
  }

  private static List<Node.Field> keys(Node node) {
    if (node instanceof Node.Fields fields) {
      return fields.fields().stream()
          .flatMap(field -> Stream.concat(Stream.of(field), keys(field.value()).stream()))
          .toList();
    }
    return node instanceof Node.Items list
        ? list.items().stream().flatMap(item -> keys(item).stream()).toList()
        : List.of();
  }

  @Test
  void thePortOfTheRayTuneSweepDrawsWhatTheOriginalDraws() {
    Reading reading = SweepFiles.read(FOLDER.resolve("ray-tune-port.yaml"), INSTALLED, List.of());
    SweepFile file = ((Reading.Valid) reading).file();
    SweepSpec spec = file.spec();

    assertThat(spec.space().parameters())
        .containsExactly(
            Parameter.powerOfTwo("width1", 4, 256),
            Parameter.powerOfTwo("width2", 4, 256),
            Parameter.real("lr", 1e-4, 1e-1).log(),
            Parameter.choice("batch", 2, 4, 8, 16));
    assertThat(spec.scheduler().bracket(0).ladder().epochs()).containsExactly(1, 2, 4, 8, 10);
    assertThat(file.scheduler()).isEqualTo("asha-stop (min 1, max 10, eta 2)");
    assertThat(file.resources().cpus()).isEqualTo(2);
    assertThat(file.report())
        .containsExactly(
            new SweepFile.Column("loss", "val_loss"),
            new SweepFile.Column("accuracy", "val_accuracy"),
            new SweepFile.Column("training_iteration", "epoch"));
  }
}
