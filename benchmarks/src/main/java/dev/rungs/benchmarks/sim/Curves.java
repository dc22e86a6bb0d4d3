package dev.rungs.benchmarks.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How regret falls while a budget is spent: numbers for programs, a picture for people. */
public final class Curves {

  private Curves() {}

  /**
   * Writes {@code SUITE.csv} and {@code SUITE.svg} into a folder, which is made if absent. Shares
   * of the budget at which some sweep has no loss yet are left out.
   */
  public static void write(Standings standings, Path folder) throws IOException {
    Files.createDirectories(folder);
    String suite = standings.contest().suite().name();
    Files.write(folder.resolve(suite + ".csv"), csv(standings));
    Files.writeString(folder.resolve(suite + ".svg"), chart(standings).svg());
  }

  static List<String> csv(Standings standings) {
    List<Contender> contenders = standings.contest().contenders();
    var lines = new ArrayList<String>();
    lines.add("suite,contender,epochs,regret,low,high");
    for (int i = 0; i < contenders.size(); i++) {
      for (int share = 1; share <= Standings.SHARES; share++) {
        Interval regret = standings.regret(i, share);
        if (Double.isFinite(regret.mean())) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%s,%s,%.1f,%.6g,%.6g,%.6g",
                  standings.contest().suite().name(),
                  contenders.get(i).name(),
                  epochs(standings, i, share),
                  regret.mean(),
                  regret.low(),
                  regret.high()));
        }
      }
    }
    return lines;
  }

  static Chart chart(Standings standings) {
    Contest contest = standings.contest();
    List<Chart.Series> series =
        IntStream.range(0, contest.contenders().size())
            .mapToObj(
                i -> new Chart.Series(contest.contenders().get(i).name(), points(standings, i)))
            .toList();
    String title =
        "%s: %s problems, %s seeds"
            .formatted(contest.suite().name(), contest.suite().problems().size(), contest.seeds());
    return new Chart(title, "epochs", "regret, mean over problems and seeds", series);
  }

  private static List<Chart.Point> points(Standings standings, int contender) {
    return IntStream.rangeClosed(1, Standings.SHARES)
        .mapToObj(
            share ->
                new Chart.Point(
                    epochs(standings, contender, share), standings.regret(contender, share).mean()))
        .toList();
  }

  private static double epochs(Standings standings, int contender, int share) {
    Contest contest = standings.contest();
    return (double) contest.epochs()
        * contest.contenders().get(contender).times()
        * share
        / Standings.SHARES;
  }
}
