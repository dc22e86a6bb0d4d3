package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A command run in this process: its exit code and what it said on its two streams. */
record Said(int code, String out, String err) {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "rungs", "cli");

  static Said rungs(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("LANG", "en_US.UTF-8", "TERM", "dumb"));
    int code = Main.run(console, args);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Expects success and nothing beside the result. */
  Said well() {
    assertThat(err).isEmpty();
    assertThat(code).isZero();
    return this;
  }

  /** Expects a refusal: a code, no result, and a message without the frames of a stack. */
  Said refused(Exit exit) {
    assertThat(err).startsWith("rungs: ").doesNotContain("\tat ", "This should not have happened");
    assertThat(out).isEmpty();
    assertThat(code).isEqualTo(exit.code());
    return this;
  }

  /** Expects the result to be the text of a file; {@code -Drungs.golden=write} writes it anew. */
  void isGolden(String name) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (System.getProperty("rungs.golden", "").equals("write")) {
      Files.writeString(file, out);
    }
    assertThat(out).isEqualTo(Files.readString(file));
  }
}
