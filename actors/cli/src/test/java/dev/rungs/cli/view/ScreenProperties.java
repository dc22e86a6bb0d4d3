package dev.rungs.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ScreenProperties {

  @Property(tries = 150)
  void noLineIsWiderThanItsScreenAndNoPanelHigher(
      @ForAll @IntRange(min = 20, max = 200) int columns,
      @ForAll @IntRange(min = 6, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 12) int slots,
      @ForAll @IntRange(min = 0, max = 5) int failing,
      @ForAll @IntRange(min = 0, max = 60) int epochs,
      @ForAll boolean unicode,
      @ForAll boolean color,
      @ForAll long luck) {
    var screen = new Screen(columns, rows, unicode, color);
    Simulated sweep = new Simulated(Demo.of(20), slots, 40, failing, luck, event -> {});
    sweep.untilEpochs(epochs);
    List<String> panel = Panel.lines(sweep.view(), screen, sweep.now());
    assertThat(panel).hasSizeLessThanOrEqualTo(rows);
    assertThat(panel).allSatisfy(line -> assertFits(line, columns));
    assertThat(Summary.lines(Demo.result(sweep), List.of(), screen, " --dir elsewhere"))
        .allSatisfy(line -> assertFits(line, columns));
  }

  private static void assertFits(String line, int columns) {
    String visible = line.replaceAll("\033\\[[0-9;]*m", "");
    assertThat(visible.codePointCount(0, visible.length())).isLessThanOrEqualTo(columns);
    assertThat(visible).isEqualTo(visible.stripTrailing());
  }
}
