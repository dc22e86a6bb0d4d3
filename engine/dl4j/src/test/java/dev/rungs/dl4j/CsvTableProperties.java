package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class CsvTableProperties {

  private static final DataPlan.Source.Csv CSV =
      (DataPlan.Source.Csv) Settings.DATA.make(Configuration.of(Map.of("csv", "t.csv"))).source();

  @SuppressWarnings("NullAway.Init") // set before each property
  private Path file;

  @BeforeProperty
  void create() throws IOException {
    file = Files.createTempFile("table", ".csv");
  }

  @AfterProperty
  void delete() throws IOException {
    Files.delete(file);
  }

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<String> field =
        Arbitraries.of("1", "-2.5", "", "x", "y", "\"x\"", "\"", "1e99", " 7");
    Arbitrary<String> row =
        field.list().ofMinSize(1).ofMaxSize(3).map(all -> String.join(",", all));
    Arbitrary<String> table = row.list().ofMaxSize(6).map(all -> String.join("\n", all));
    Arbitrary<byte[]> packed =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(CsvTableProperties::asIfPacked);
    return Arbitraries.oneOf(
        table.map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
        packed);
  }

  private static byte[] asIfPacked(byte[] bytes) {
    byte[] packed = new byte[bytes.length + 3];
    packed[0] = 0x1f;
    packed[1] = (byte) 0x8b;
    packed[2] = 8;
    System.arraycopy(bytes, 0, packed, 3, bytes.length);
    return packed;
  }

  @Property(tries = 3000)
  void anyFileIsATableOrRefusedByName(@ForAll("files") byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      Table table = CsvTable.read(CSV, file);
      int width = table.names().size();
      assertThat(table.examples().inputs())
          .hasSize(table.examples().labels().length * width)
          .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
      for (int label : table.examples().labels()) {
        assertThat(label).isBetween(0, table.classes().size() - 1);
      }
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith(file + ":").hasMessageContaining(", must ");
    }
  }
}
