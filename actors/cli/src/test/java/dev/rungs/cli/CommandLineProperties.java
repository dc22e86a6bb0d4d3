package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands on the command line, the answer is one for people and a documented code. */
class CommandLineProperties {

  private static final List<String> OPTIONS =
      List.of(
          "--json",
          "--all",
          "--metric",
          "--format",
          "--quick",
          "--help",
          "--version",
          "--ascii",
          "--color",
          "--csv",
          "--label",
          "--slots",
          "--progress",
          "--require",
          "--set",
          "--id",
          "--new",
          "--quiet",
          "-q",
          "-h",
          "--dir");

  private static final List<String> VALUES =
      List.of(
          "tiny",
          "t005",
          "5",
          "t99",
          "yaml",
          "java",
          "never",
          "val_loss",
          "none",
          "",
          "-",
          "0",
          "..",
          "rungs.db",
          "a\0b",
          "bad.yaml");

  private static final Set<String> LOOKING = Set.of("list", "status", "show", "best", "resume");

  private static final String NOWHERE = "no/where/";

  private static Path folder;

  @BeforeContainer
  static void sweep() throws Exception {
    folder = Files.createTempDirectory("rungs-properties-");
    Tiny.sweep(folder.resolve("runs"), "tiny");
    Files.writeString(folder.resolve("bad.yaml"), "sweep: 1\nspace: {lr: [}\n");
  }

  @AfterContainer
  static void clean() throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(CommandLineProperties::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A verb, mostly, and up to five words. */
  @Provide
  Arbitrary<List<String>> arguments() {
    Arbitrary<String> verbs =
        Arbitraries.of(HelpTest.verbs()).filter(verb -> !verb.equals("doctor"));
    Arbitrary<String> random = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<String> words =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(OPTIONS)),
            Tuple.of(4, Arbitraries.of(VALUES)),
            Tuple.of(2, random.filter(word -> !word.isEmpty()).map(word -> "--" + word)),
            Tuple.of(2, random),
            Tuple.of(1, verbs));
    Arbitrary<String> first = Arbitraries.frequencyOf(Tuple.of(9, verbs), Tuple.of(1, random));
    return Combinators.combine(first, words.list().ofMaxSize(5))
        .as((verb, more) -> Stream.concat(Stream.of(verb), more.stream()).toList());
  }

  /** Returns the words, with files and directories that are there; init finds no folder. */
  private static String[] grounded(List<String> words) {
    var grounded = new ArrayList<String>();
    boolean writes = words.get(0).equals("init");
    for (String word : words) {
      boolean positional = !grounded.isEmpty() && !word.startsWith("--");
      grounded.add(positional && writes ? NOWHERE + word : word);
    }
    grounded.replaceAll(word -> word.equals("bad.yaml") ? folder.resolve(word).toString() : word);
    if (LOOKING.contains(words.get(0)) && !words.contains("--dir")) {
      grounded.addAll(List.of("--dir", folder.resolve("runs").toString()));
    }
    return grounded.toArray(String[]::new);
  }

  @Property(tries = 300)
  void theAnswerIsForPeople(@ForAll("arguments") List<String> words) {
    Said said = Said.rungs(grounded(words));

    assertThat(Arrays.stream(Exit.values()).map(Exit::code)).contains(said.code());
    assertThat(said.code()).as(said.err()).isNotEqualTo(Exit.FAULT.code());
    assertThat(said.err()).doesNotContain("\tat ", "Exception");
    assertThat(said.code() == 0 || !(said.err() + said.out()).isEmpty()).isTrue();
  }
}
