package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void readsAHeaderAndWordsAsClassesInOrder() throws IOException {
    Table table = read("a,b,kind\n1,2,yes\n3,4.5,no\n5,6,yes\n", Map.of());
    assertThat(table.names()).containsExactly("a", "b");
    assertThat(table.classes()).containsExactly("no", "yes");
    assertThat(table.examples().inputs()).containsExactly(1, 2, 3, 4.5f, 5, 6);
    assertThat(table.examples().labels()).containsExactly(1, 0, 1);
  }

  @Test
  void aFirstLineWithANumberIsNoHeader() throws IOException {
    Table table = read("1,2,10\n3,4,9\n5,6,10\n7,8,9\n", Map.of());
    assertThat(table.names()).containsExactly("column1", "column2");
    assertThat(table.classes()).as("in order of value").containsExactly("9", "10");
  }

  @Test
  void theLabelMayBeNamedOrNumbered() throws IOException {
    String text = "kind,a\nx,1\ny,2\nx,3\ny,4\n";
    assertThat(read(text, Map.of("label", "kind")).examples().labels()).containsExactly(0, 1, 0, 1);
    assertThat(read(text, Map.of("label", 1)).names()).containsExactly("a");
  }

  @Test
  void quotesSeparatorsAndGzipAreUnderstood() throws IOException {
    String text = "a;\"the \"\"kind\"\"; or so\"\n1;\"x;y\"\n2;z\n3;z\n4;z\n";
    Files.write(folder.resolve("t.csv.gz"), gzip(text));
    Table table = read(Map.of("csv", "t.csv.gz", "separator", "semicolon"));
    assertThat(table.classes()).containsExactly("x;y", "z");
    assertThat(
            read(
                Map.of(
                    "csv", "t.csv.gz", "separator", "semicolon", "label", "the \"kind\"; or so")))
        .extracting(Table::height)
        .isEqualTo(1);
  }

  @Test
  void anImageIsASquareUnlessItsHeightIsGiven() throws IOException {
    String text = "1,2,3,4,a\n1,2,3,4,b\n1,2,3,4,a\n1,2,3,4,b\n";
    assertThat(read(text, Map.of()).height()).isEqualTo(2);
    assertThat(read(text, Map.of("height", 4)).height()).isEqualTo(4);
    assertThatThrownBy(() -> read(text, Map.of("height", 3)))
        .hasMessageStartingWith("height is 3, must divide the 4 inputs of ");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstField() throws IOException {
    assertThat(read("\uFEFF1,2,x\n3,4,y\n5,6,x\n7,8,y\n", Map.of()).examples().inputs())
        .startsWith(1, 2);
    assertThat(read("\uFEFFkind,a\nx,1\ny,2\nx,3\ny,4\n", Map.of("label", "kind")).names())
        .containsExactly("a");
  }

  @Test
  void aFileThatIsNotWholeOrNotTextIsRefused() throws IOException {
    byte[] packed = gzip("a,kind\n1,x\n2,y\n3,x\n4,y\n");
    for (int length : new int[] {2, 9, packed.length - 9, packed.length - 1}) {
      Files.write(folder.resolve("t.csv.gz"), Arrays.copyOf(packed, length));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read(Map.of("csv", "t.csv.gz")))
          .withMessageEndingWith("t.csv.gz: cannot be read to its end, must be whole");
    }
    packed[packed.length - 8] ^= 1; // of the checksum
    Files.write(folder.resolve("t.csv.gz"), packed);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("csv", "t.csv.gz")))
        .withMessageEndingWith("t.csv.gz: cannot be read to its end, must be whole");
    Files.writeString(
        folder.resolve("t.csv"), "a,kind\n1,Z\u00fcrich\n", StandardCharsets.ISO_8859_1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("csv", "t.csv")))
        .withMessageEndingWith("t.csv: is not UTF-8, must be; save it as UTF-8");
  }

  @Test
  void errorsNameFileLineAndColumn() {
    assertRefused("a,b,c\n1,2,x\n\n1,oops,x\n", "t.csv:4:2: b is 'oops', must be a finite number");
    assertRefused("1,,x\n", "t.csv:1:2: column2 is '', must be a finite number");
    assertRefused("1,NaN,x\n", "t.csv:1:2: column2 is 'NaN', must be a finite number");
    assertRefused("1,2,x\n1,2\n", "t.csv:2:2: line has 2 fields, must be 3");
    assertRefused(
        "1,2,0.5\n", "t.csv:1:3: column3 is '0.5', must be a whole number or a word: a class");
    assertRefused("1,\"2,x\n", "t.csv:1:2: a quoted field, must be closed by \"");
    assertRefused("1,2,x\n1,2,x\n", "t.csv: column3 has 1 classes in 2 rows, must have at least 2");
    assertRefused("a,b\n", "t.csv: has no row, must have at least one");
  }

  @Test
  void anUnknownLabelIsRefusedWithTheColumns() {
    assertThatThrownBy(() -> read("a,b\n1,x\n2,y\n", Map.of("label", "kind")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "t.csv:1: label is kind, must be last, a number in [1, 2] or one of a, b");
  }

  @Test
  void aMissingFileIsRefusedByName() {
    assertThatThrownBy(() -> read(Map.of("csv", "none.csv")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.csv, must be a file that exists");
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private Table read(String text, Map<String, ?> settings) throws IOException {
    Files.writeString(folder.resolve("t.csv"), text);
    var named = Configuration.of(Map.of("csv", "t.csv")).orElse(Configuration.of(settings));
    return read(named.plain());
  }

  private Table read(Map<String, ?> settings) throws IOException {
    DataPlan plan = Settings.DATA.make(Configuration.of(settings));
    var csv = (DataPlan.Source.Csv) plan.source();
    return CsvTable.read(csv, folder.resolve(csv.file()));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
