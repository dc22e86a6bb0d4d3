package dev.rungs.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole screens against files. {@code -Drungs.golden=write} writes the files anew; read the
 * difference before you keep it.
 */
class ScreensTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final boolean WRITE = "write".equals(System.getProperty("rungs.golden"));

  @ParameterizedTest
  @CsvSource({"40,12", "80,18", "80,24", "120,40"})
  void thePanelIsTheDrawnOne(int columns, int rows) throws IOException {
    for (Screen screen : screens(columns, rows)) {
      Simulated early = Demo.simulated().untilEpochs(0);
      check("panel-start", screen, Panel.lines(early.view(), screen, early.now()));
      Simulated middle = Demo.simulated().untilEpochs(120);
      check("panel-middle", screen, Panel.lines(middle.view(), screen, middle.now()));
    }
  }

  @ParameterizedTest
  @CsvSource({"40,24", "80,24", "120,40"})
  void theSummaryIsTheDrawnOne(int columns, int rows) throws IOException {
    for (Screen screen : screens(columns, rows)) {
      Simulated ended = Demo.simulated().toEnd();
      check("summary-end", screen, Summary.lines(Demo.result(ended), List.of(), screen, ""));
      Simulated middle = Demo.simulated().untilEpochs(120);
      check(
          "summary-middle",
          screen,
          Summary.lines(Demo.result(middle), List.of(), screen, " --dir here"));
    }
  }

  private static List<Screen> screens(int columns, int rows) {
    return List.of(
        new Screen(columns, rows, true, false),
        new Screen(columns, rows, true, true),
        new Screen(columns, rows, false, false));
  }

  private static void check(String what, Screen screen, List<String> lines) throws IOException {
    String size = screen.columns() + "x" + screen.rows();
    String kind = (screen.unicode() ? "-utf8" : "-ascii") + (screen.color() ? "-color" : "");
    Path file = GOLDEN.resolve(what + "-" + size + kind + ".txt");
    // Escape is written as a sign that editors show.
    String shown = String.join("\n", lines).replace('\033', '␛') + "\n";
    if (WRITE) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, shown);
    }
    assertThat(shown).as(file.toString()).isEqualTo(Files.readString(file));
    if (!screen.unicode()) {
      assertThat(shown).isASCII();
    }
    if (!screen.color()) {
      assertThat(shown).doesNotContain("␛");
    }
  }
}
