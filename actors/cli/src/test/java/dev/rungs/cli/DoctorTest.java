package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.cli.Check.Level;
import dev.rungs.cli.view.Screen;
import dev.rungs.dl4j.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir Path folder;

  @Test
  void aMachineThatIsWellIsToldLineByLine() {
    Said said = rungs("doctor", "--dir", folder.resolve("runs").toString()).well();

    assertThat(said.out().lines().map(line -> line.substring(0, 17).strip()))
        .containsSubsequence("ok    java", "ok    heap", "ok    terminal", "ok    nd4j")
        .containsSubsequence("ok    disk", "ok    journal");
    assertThat(said.out()).contains(" native thread", "gpu  ", "(not there yet) writable");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theQuickLookLeavesOutNd4j() {
    assertThat(rungs("doctor", "--quick", "--dir", folder.toString()).well().out())
        .doesNotContain("nd4j", "gpu");
  }

  @Test
  void aPlaceThatIsNoDirectoryIsWrongAndSaysTheFix() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Said said = rungs("doctor", "--quick", "--dir", file.resolve("runs").toString());

    assertThat(said.code()).isEqualTo(Exit.FAULT.code());
    assertThat(said.out())
        .contains("wrong disk       ", "is no directory, must be one\n")
        .contains("\n                 choose another --dir\n");
  }

  @Test
  void aDamagedJournalIsWrong() throws Exception {
    Files.writeString(folder.resolve("rungs.db"), "no database at all, but text of some length");
    Said said = rungs("doctor", "--quick", "--dir", folder.toString());

    assertThat(said.code()).isEqualTo(Exit.FAULT.code());
    assertThat(said.out()).contains("wrong journal    ", "rungs.db: it cannot be read");
  }

  @Test
  void sweepsThatCanBeReadAreCounted() throws Exception {
    Tiny.hopeless(folder, "one");

    assertThat(Machine.journal(folder)).isEqualTo(Check.ok("journal", "1 sweep, all readable"));
  }

  @Test
  void whatIsTooLittleIsWrong() {
    assertThat(Machine.java(Runtime.Version.parse("11.0.2"), 2).level()).isEqualTo(Level.WRONG);
    assertThat(Machine.java(Runtime.Version.parse("17"), 1))
        .isEqualTo(Check.ok("java", "17, 1 core"));
    assertThat(Machine.heap(64 << 20).text()).isEqualTo("up to 64 MiB, must be at least 256 MiB");
    assertThat(Machine.heap(6L << 30)).isEqualTo(Check.ok("heap", "up to 6.0 GiB"));
  }

  @Test
  void aTerminalWithoutUnicodeIsWorthANote() {
    var plain = new Screen(80, 24, false, false);

    assertThat(Machine.terminal(Optional.of("vt100"), plain).text())
        .isEqualTo("vt100, 80 columns, ASCII, no colour");
    assertThat(Machine.terminal(Optional.of("vt100"), plain).level()).isEqualTo(Level.NOTE);
    assertThat(Machine.terminal(Optional.empty(), plain).level()).isEqualTo(Level.OK);
  }

  @Test
  void aBackendThatDoesNotLoadIsWrong() {
    assertThat(
            Machine.nd4j(
                () -> {
                  throw new IllegalStateException("ND4J does not work: no jnind4jcpu");
                }))
        .singleElement()
        .matches(check -> check.level() == Level.WRONG && !check.help().isEmpty());
  }

  @Test
  void aGpuIsTold() {
    assertThat(Machine.nd4j(() -> new Backend("JCublasBackend", "CUBLAS", "AVX2", 4, 2)))
        .containsExactly(
            Check.ok("nd4j", "JCublasBackend, CUBLAS, AVX2; 4 native threads, a trial uses 1"),
            Check.ok("gpu", "2 GPUs"));
  }
}
