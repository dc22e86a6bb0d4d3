package dev.rungs.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a file holds, the answer is a sweep or a list of problems. */
class YamlProperties {

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    "-",
    "- ",
    ",",
    "&a ",
    "*a",
    "!",
    "!!int ",
    "|",
    ">",
    "'",
    "\"",
    "%",
    "@",
    "`",
    "#",
    "?",
    "? ",
    "\t",
    "\n",
    "\r",
    "\n  ",
    "---\n",
    "...\n",
    "<<: ",
    "~",
    "null",
    "true",
    ".nan",
    ".inf",
    "-.inf",
    "0x",
    "0o17",
    "1e999",
    "9223372036854775808",
    "-1",
    "0",
    "1e-320",
    "\u0000",
    "\u0085",
    "\u2028",
    "\uFEFF",
    "\uD83D\uDE00",
    "\uD83D",
    "\"\\e[2J\""
  };

  @Property(tries = 2000)
  void randomBytesNeverThrow(@ForAll @Size(max = 200) byte[] bytes) {
    read(bytes);
  }

  @Property(tries = 500)
  void randomPiecesOfYamlNeverThrow(
      @ForAll @Size(max = 60) List<@IntRange(max = 50) Integer> pieces) {
    var text = new StringBuilder();
    pieces.forEach(piece -> text.append(PIECES[piece % PIECES.length]));
    read(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 1000)
  void anExampleWithPiecesPutInNeverThrows(@ForAll long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<Path> examples = ExamplesTest.examples();
    var text = new StringBuilder(Files.readString(examples.get(random.nextInt(examples.size()))));
    for (int change = random.nextInt(1, 5); change > 0; change--) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(8));
      text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
    }
    read(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void anyOptionNeverThrows(@ForAll @Size(max = 20) List<@IntRange(max = 50) Integer> pieces) {
    var text = new StringBuilder("space.lr=");
    pieces.forEach(piece -> text.append(PIECES[piece % PIECES.length]));
    byte[] bytes = "space: {lr: 1}".getBytes(StandardCharsets.UTF_8);
    var setters = List.of(Setter.set(text.toString()), Setter.set(text.substring(9)));
    consistent(SweepFiles.read("any.yaml", bytes, Path.of("."), Reads.REGISTRY, setters));
  }

  private static void read(byte[] bytes) {
    consistent(SweepFiles.read("any.yaml", bytes, Path.of("."), ExamplesTest.INSTALLED, List.of()));
  }

  /** A sweep has no error; problems are shown without control characters and as one array. */
  private static void consistent(Reading reading) {
    Problems problems = reading.problems();

    assertThat(reading instanceof Reading.Valid).isEqualTo(problems.errors() == 0);
    assertThat(problems.text()).doesNotContain("\u001b", "\u0000", "\r");
    assertThat(problems.json()).startsWith("[").endsWith("]\n");
    for (Problem problem : problems.all()) {
      assertThat(problem.span().line()).isBetween(1, problem.span().source().lines().size() + 1);
      assertThat(problem.span().column()).isPositive();
    }
  }
}
