package dev.rungs.benchmarks.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class StandingsTest {

  private static final Pair RANDOM = Pair.of("random", "none");
  private static final Pair ASHA = Pair.of("tpe", "asha");

  @Test
  void ranksShareTheirPlacesWhereContendersTie() {
    Standings standings = standings(new double[] {0.2, 0.4}, new double[] {0.2, 0.1});

    assertThat(standings.rank(0).mean()).isEqualTo((1.5 + 2) / 2);
    assertThat(standings.rank(1).mean()).isEqualTo((1.5 + 1) / 2);
    assertThat(standings.wins(1, 0)).isEqualTo(1);
    assertThat(standings.wins(0, 1)).isZero();
  }

  /** By hand: regrets are twice the losses, the mean 0.6 with a standard error of 0.2. */
  @Test
  void regretsAreInUnitsOfTheScaleWithTheirStandardError() {
    Interval regret = standings(new double[] {0.2, 0.4}, new double[] {1, 1}).regret(0);

    assertThat(regret.mean()).isCloseTo(0.6, within(1e-8));
    assertThat(regret.low()).isCloseTo(0.6 - 1.96 * 0.2, within(1e-8));
    assertThat(regret.high()).isCloseTo(0.6 + 1.96 * 0.2, within(1e-8));
  }

  @Test
  void theBootstrapsIntervalHoldsTheMeanAndLiesInTheValues() {
    Interval interval = Interval.bootstrap(new double[] {1, 2, 3, 4, 5, 9});

    assertThat(interval.mean()).isEqualTo(4);
    assertThat(interval.low()).isBetween(1.0, 4.0);
    assertThat(interval.high()).isBetween(4.0, 9.0);
  }

  @Test
  void moreThreadsChangeNothing() throws InterruptedException {
    Standings one = contest(1).run(line -> {});
    Standings three = contest(3).run(line -> {});
    for (int seed = 0; seed < 4; seed++) {
      assertThat(three.curve(0, 0, seed)).isEqualTo(one.curve(0, 0, seed));
      assertThat(three.curve(1, 0, seed)).isEqualTo(one.curve(1, 0, seed));
    }
  }

  @Test
  void theCurveOfASweepFallsAndEndsAtItsBest() throws InterruptedException {
    Contest contest = contest(2);
    double[] curve = contest.run(line -> {}).curve(1, 0, 3);
    Strategy strategy = ASHA.on(new Slope(9), 1);
    Run run = Simulation.run(new Slope(9), strategy, Workers.of(1), Budget.epochs(90), 3);

    assertThat(curve).hasSize(Standings.SHARES);
    assertThat(curve[99]).isEqualTo(run.best());
    double[] fallen = curve.clone();
    Arrays.sort(fallen);
    for (int i = 0; i < fallen.length; i++) {
      assertThat(curve[i]).isEqualTo(fallen[fallen.length - 1 - i]);
    }
    assertThat(curve[0]).isInfinite();
  }

  @Test
  void curvesAreWrittenAsNumbersAndAsAPicture(@TempDir Path folder) throws Exception {
    Curves.write(contest(2).run(line -> {}), folder.resolve("made"));

    List<String> lines = Files.readAllLines(folder.resolve("made/slopes.csv"));
    assertThat(lines.get(0)).isEqualTo("suite,contender,epochs,regret,low,high");
    assertThat(lines.get(lines.size() - 1)).startsWith("slopes,tpe+asha,90.0,0.");
    Document picture = parsed(Files.readString(folder.resolve("made/slopes.svg")));
    assertThat(picture.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(picture.getDocumentElement().getTextContent()).contains("random+none", "tpe+asha");
  }

  @Test
  void aPictureEscapesWhatItSaysAndLeavesOutWhatItCannotDraw() throws Exception {
    var points = List.of(new Chart.Point(1, 0), new Chart.Point(2, 0.01), new Chart.Point(3, 1));
    var chart = new Chart("a < b & c", "x", "y", List.of(new Chart.Series("one", points)));

    Document picture = parsed(chart.svg());

    assertThat(picture.getDocumentElement().getTextContent()).contains("a < b & c", "0.01");
    String drawn =
        picture
            .getElementsByTagName("polyline")
            .item(0)
            .getAttributes()
            .getNamedItem("points")
            .getTextContent();
    assertThat(drawn.split(" ", -1)).hasSize(2);
    assertThatThrownBy(() -> new Chart("t", "x", "y", List.of()))
        .hasMessage("series is [], must hold a positive point");
  }

  @Test
  void refusesContendersThatAreNotRegistered() {
    assertThatThrownBy(() -> Pair.of("tpee", "asha"))
        .hasMessageStartingWith("sampler is tpee, must be one of [auto, random, ");
    assertThat(ASHA.withTimes(5).name()).isEqualTo("tpe+asha x5");
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static Contest contest(int threads) {
    var suite = new Suite("slopes", List.of(new Slope(9)));
    return new Contest(suite, List.of(RANDOM, ASHA), Workers.of(1), 1, 90, 4, threads);
  }

  /** Two contenders on one slope with two seeds, by their last losses. */
  private static Standings standings(double[]... last) {
    var losses = new double[2][1][2][Standings.SHARES];
    for (int contender = 0; contender < 2; contender++) {
      for (int seed = 0; seed < 2; seed++) {
        Arrays.fill(losses[contender][0][seed], last[contender][seed]);
      }
    }
    var suite = new Suite("slopes", List.of(new Slope(9)));
    return new Standings(
        new Contest(suite, List.of(RANDOM, ASHA), Workers.of(1), 1, 90, 2, 1), losses);
  }
}
