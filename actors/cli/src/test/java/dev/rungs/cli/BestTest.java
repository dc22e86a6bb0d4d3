package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.space.Configuration;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class BestTest {

  /** Names and texts that each language could take for something else. */
  private static final Configuration NASTY =
      Configuration.of(
          new LinkedHashMap<>(
              Map.of(
                  "l2 reg", 1.1e-300,
                  "a:b=c", "it's \"so\" \\ $HOME",
                  "#no", "no",
                  "n", "",
                  "blank", "  two\tlines\n",
                  "ümlaut", "größe ☃",
                  "whole", Long.MAX_VALUE,
                  "flag", true,
                  "word", "1e5",
                  "third", 1.0 / 3)));

  @TempDir static Path runs;
  private static Configuration winner;

  @BeforeAll
  static void sweep() throws Exception {
    winner = Tiny.sweep(runs, "tiny").best().configuration();
    Tiny.hopeless(runs, "hopeless");
  }

  private static String text(Paste format, Configuration configuration) {
    return String.join("\n", format.lines(configuration)) + "\n";
  }

  private static Said best(String... more) {
    var args = new ArrayList<>(List.of("best", "tiny", "--dir", runs.toString()));
    args.addAll(List.of(more));
    return rungs(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(Paste.class)
  void theWinnerIsAllThatIsPrinted(Paste format) throws IOException {
    String word = format.name().toLowerCase(Locale.ROOT);

    best("--format", word).well().isGolden("best-" + word + ".txt");
  }

  @Test
  void aTableIsTheDefault() {
    assertThat(best().well().out()).isEqualTo(text(Paste.TABLE, winner));
  }

  @Test
  void yamlGivesTheVeryValuesBack() {
    for (Configuration each : List.of(winner, NASTY)) {
      Object read = new Load(LoadSettings.builder().build()).loadFromString(text(Paste.YAML, each));
      assertThat(Configuration.of(new LinkedHashMap<>(asMap(read)))).isEqualTo(each);
    }
  }

  @Test
  void jsonGivesTheVeryValuesBack() throws IOException {
    for (Configuration each : List.of(winner, NASTY)) {
      Object read = new ObjectMapper().readValue(text(Paste.JSON, each), LinkedHashMap.class);
      assertThat(Configuration.of(asMap(read))).isEqualTo(each);
    }
  }

  @Test
  void propertiesGiveTheVeryTextsBack() throws IOException {
    for (Configuration each : List.of(winner, NASTY)) {
      var read = new Properties();
      read.load(new StringReader(text(Paste.PROPERTIES, each)));
      assertThat(read).isEqualTo(texts(each));
    }
  }

  @Test
  void javaCompilesAndGivesTheVeryValuesBack(@TempDir Path folder) throws Exception {
    for (Configuration each : List.of(winner, NASTY)) {
      assertThat(compiled(folder, text(Paste.JAVA, each))).isEqualTo(each.plain());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // has no POSIX shell
  void flagsGiveTheVeryTextsBackInAShell() throws Exception {
    for (Configuration each : List.of(winner, NASTY)) {
      String script = "printf '%s\\0' " + text(Paste.FLAGS, each);
      Process shell =
          new ProcessBuilder("sh", "-c", script)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(said.split("\0"))
          .containsExactlyElementsOf(
              each.plain().entrySet().stream()
                  .map(value -> "--" + value.getKey() + "=" + value.getValue())
                  .toList());
    }
  }

  @Test
  void aSweepWithoutAWinnerIsRefused() {
    assertThat(rungs("best", "hopeless", "--dir", runs.toString()).refused(Exit.GAVE_UP).err())
        .contains("hopeless has no winner: none of its 3 trials has a result");
  }

  @Test
  void aMisspeltFormatIsRefusedWithTheNearest() {
    assertThat(best("--format", "ymal").refused(Exit.USAGE).err())
        .contains(
            "--format is 'ymal', must be one of table, yaml, json, flags, java, properties;"
                + " did you mean yaml?");
  }

  @SuppressWarnings("unchecked") // texts are keys in every format
  private static Map<String, Object> asMap(Object read) {
    return (Map<String, Object>) read;
  }

  private static Map<Object, Object> texts(Configuration configuration) {
    var texts = new HashMap<Object, Object>();
    configuration.plain().forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  private static Object compiled(Path folder, String expression) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Best.java"),
            "import java.util.Map;\npublic class Best {\n  public static Map<String, Object> best() {"
                + "\n    return "
                + expression
                + ";\n  }\n}\n");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), "-proc:none", source.toString());
    assertThat(code).isZero();
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return loader.loadClass("Best").getMethod("best").invoke(null);
    }
  }
}
