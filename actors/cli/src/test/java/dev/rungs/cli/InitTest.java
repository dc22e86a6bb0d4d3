package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.cli.file.Reading;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.SweepFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {

  private static Reading read(String text) {
    return SweepFiles.read(
        "new.yaml",
        text.getBytes(StandardCharsets.UTF_8),
        Path.of("."),
        Registry.installed(),
        List.of());
  }

  private static Path write(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  /** Returns the file with its commented keys as keys. */
  private static String uncommented(String text) {
    return text.replaceAll("(?m)^( *)# (?=[a-z_]+:[ \n]|  - )", "$1");
  }

  @Test
  void theFileForATableIsValidWithAndWithoutItsComments(@TempDir Path folder) throws IOException {
    CsvSketch table = CsvSketch.read(write(folder, "a,b,kind\n1,2,x\n3,4,y\n"), "last");
    String text = Init.text("new", "data dir/data.csv", table);

    assertThat(table)
        .isEqualTo(new CsvSketch(List.of("a", "b", "kind"), "comma", 3, 3, 2, List.of("x", "y")));
    assertThat(text).contains("label: kind", "csv: 'data dir/data.csv'");
    assertThat(read(text).problems().text()).isEmpty();
    assertThat(read(uncommented(text)).problems().text()).isEmpty();
    assertThat(uncommented(text)).contains("\npatience:", "\noutput:", "\nstart_with:");
  }

  @Test
  void theFileForAProgramIsValidWithAndWithoutItsComments() {
    String text = Init.text("new");

    assertThat(read(text).problems().text()).isEmpty();
    assertThat(read(uncommented(text)).problems().text()).isEmpty();
  }

  @Test
  void aLabelIsANameANumberOrTheLastColumn(@TempDir Path folder) throws IOException {
    Path named = write(folder, "kind;a\nx;1\n");

    assertThat(CsvSketch.read(named, "kind").label()).isEqualTo(1);
    assertThat(CsvSketch.read(named, "1").label()).isEqualTo(1);
    assertThat(CsvSketch.read(write(folder, "1\t2\n3\t4\n"), "last"))
        .isEqualTo(new CsvSketch(List.of(), "tab", 2, 2, 2, List.of("2", "4")));
    assertThatThrownBy(() -> CsvSketch.read(named, "species"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label is 'species', must be last");
  }

  @Test
  void aTableThatIsNoneIsRefusedWithItsLine(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> CsvSketch.read(write(folder, "a,b\n1,x\nz,y\n"), "last"))
        .hasMessageContaining("column 1 is 'z', must be a number")
        .hasMessageContaining("data.csv:3)");
    assertThatThrownBy(() -> CsvSketch.read(write(folder, "1,2\n1\n"), "last"))
        .hasMessageContaining("the line has 1 fields, must have 2");
    assertThatThrownBy(() -> CsvSketch.read(write(folder, "\n"), "last"))
        .hasMessageContaining("the table is empty");
    assertThatThrownBy(() -> CsvSketch.read(write(folder, "a,b\n"), "last"))
        .hasMessageContaining("no example");
  }
}
