package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  static Set<String> verbs() {
    return Main.command(new Console(System.out, System.err, Map.of())).getSubcommands().keySet();
  }

  @Test
  void withoutACommandEveryVerbIsTold() throws IOException {
    rungs().well().isGolden("overview.txt");
    assertThat(rungs("help").well()).isEqualTo(rungs());
    assertThat(Overview.GROUPS.stream().flatMap(group -> group.verbs().stream()))
        .containsExactlyInAnyOrderElementsOf(verbs());
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbIsExplained(String verb) {
    Said said = rungs("help", verb).well();

    assertThat(said.out()).startsWith("Usage: rungs " + verb);
    assertThat(rungs(verb, "--help").well()).isEqualTo(said);
  }

  @Test
  void theHelpOfACommandNamesEachOption() throws IOException {
    rungs("help", "best").well().isGolden("help-best.txt");
  }

  @Test
  void theExitCodesAreThoseOfTheEnum() throws IOException {
    Said said = rungs("help", "exit-codes").well();

    said.isGolden("exit-codes.txt");
    assertThat(said.out().lines().map(line -> line.strip().split(" +", 2)[0]))
        .containsExactlyElementsOf(
            Arrays.stream(Exit.values()).map(exit -> exit.code() + "").toList());
    assertThat(Arrays.stream(Exit.values()).map(Exit::code)).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownTopicIsRefusedWithTheNearest() {
    assertThat(rungs("help", "exit-code").refused(Exit.USAGE).err())
        .contains("COMMAND is 'exit-code', must be one of ", "did you mean exit-codes?");
  }

  @Test
  void theVersionIsTold() {
    assertThat(rungs("--version").well().out()).startsWith("rungs ").contains(", Java ");
    assertThat(verbs()).allMatch(verb -> rungs(verb, "--version").equals(rungs("--version")));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void theReadmeHasALineForEveryVerb(String verb) throws IOException {
    assertThat(Files.readString(Path.of("..", "..", "README.md"))).contains("\n| `" + verb + "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  @DisabledOnOs(OS.WINDOWS)
  void theCompletionOfAVerbIsFound(String shell, @TempDir Path folder) throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("completion"), rungs("completion", shell).well().out() + COMPLETE_ST);
    Process bash = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(said.lines()).containsExactly("status");
  }

  private static final String COMPLETE_ST =
      """

      COMP_WORDS=(rungs st)
      COMP_CWORD=1
      _complete_rungs
      printf '%s\\n' "${COMPREPLY[@]}"
      """;
}
