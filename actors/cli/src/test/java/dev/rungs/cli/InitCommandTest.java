package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    return Files.writeString(folder.resolve("data/flowers.csv"), text);
  }

  private Said init(String file, Path csv, String label) {
    return rungs(
        "init", folder.resolve(file).toString(), "--csv", csv.toString(), "--label", label);
  }

  @Test
  void theFileForATableIsValidAndEveryNextCommandRuns() throws IOException {
    Said said = init("my flowers!.yaml", csv("a,b,kind\n1,2,x\n3,4,y\n"), "kind").well();

    assertThat(said.out())
        .contains("2 rows, 2 numeric columns, label kind (2 classes)", "wrote  ", "next   rungs");
    assertThat(Files.readString(folder.resolve("my flowers!.yaml"))).contains("name: my-flowers-");
    for (String verb : new String[] {"validate", "plan"}) {
      assertThat(said.out())
          .contains("rungs " + verb + " '" + folder.resolve("my flowers!.yaml") + "'");
      rungs(verb, folder.resolve("my flowers!.yaml").toString()).well();
    }
  }

  @Test
  void theFileForAProgramIsValid() {
    rungs("init", folder.resolve("new.yaml").toString()).well();

    rungs("validate", folder.resolve("new.yaml").toString()).well();
  }

  @Test
  void aTableNamedFromElsewhereIsFoundFromTheFile() throws IOException {
    Path table = csv("1,2,x\n3,4,y\n");
    Path relative = Path.of("").toAbsolutePath().relativize(table);
    Files.createDirectories(folder.resolve("sweeps"));
    init("sweeps/f.yaml", relative, "last").well();

    assertThat(Files.readString(folder.resolve("sweeps/f.yaml")))
        .contains("csv: ../data/flowers.csv");
  }

  @Test
  void aTableFromASpreadsheetMayBeginWithAByteOrderMark() throws IOException {
    init("f.yaml", csv("\uFEFFkind;a\nx;1\ny;2\n"), "kind").well();
    init("g.yaml", csv("\uFEFF1,x\n3,y\n"), "last").well();

    assertThat(Files.readString(folder.resolve("f.yaml"))).contains("label: kind\n");
  }

  @Test
  void aTableInAnotherEncodingIsRefused() throws IOException {
    Path table = csv("");
    Files.write(table, "a,b\n1,Z\u00fcrich\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(init("f.yaml", table, "b").refused(Exit.FILE).err())
        .contains("flowers.csv is not UTF-8, must be; save it as UTF-8");
  }

  @Test
  void nothingIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");

    assertThat(rungs("init", file.toString()).refused(Exit.USAGE).err())
        .contains("mine.yaml, which exists, must be a new file");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aTableThatIsNoneIsRefusedAndNothingIsWritten() throws IOException {
    assertThat(init("f.yaml", csv("a,b\n1,x\nz,y\n"), "b").refused(Exit.FILE).err())
        .contains("column 1 is 'z', must be a number");
    assertThat(init("f.yaml", csv("a,b\n1,x\n"), "c").refused(Exit.FILE).err())
        .contains("label is 'c', must be last, a number in [1, 2], one of a, b");
    assertThat(init("f.yaml", folder.resolve("none.csv"), "c").refused(Exit.FILE).err())
        .contains("must be a file that exists");
    assertThat(folder.resolve("f.yaml")).doesNotExist();
  }

  @Test
  void aLabelNeedsItsTable() {
    assertThat(
            rungs("init", folder.resolve("f.yaml").toString(), "--label", "x")
                .refused(Exit.USAGE)
                .err())
        .contains("--label is 'x', must come with --csv");
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    assertThat(rungs("init", folder.resolve("no/f.yaml").toString()).refused(Exit.USAGE).err())
        .contains("must be in a folder that exists");
  }
}
