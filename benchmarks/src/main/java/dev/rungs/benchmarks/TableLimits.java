package dev.rungs.benchmarks;

import dev.rungs.benchmarks.Finding.Check;
import dev.rungs.benchmarks.sim.Contender;
import dev.rungs.benchmarks.sim.Pair;
import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a contest on a suite's own budget is held to. A limit whose contender does not take part is
 * not asked.
 */
final class TableLimits {

  /** What a sweep searches with unless told otherwise, and what learns from what came before. */
  static final String DEFAULT_SAMPLER = "auto";

  static final String DEFAULT_SCHEDULER = "asha";

  /** Random search with so many budgets is what a sweep on one must beat. */
  static final int TIMES = 5;

  private final Standings standings;
  private final List<Check> checks = new ArrayList<>();

  private TableLimits(Standings standings) {
    this.standings = standings;
  }

  static List<Check> of(Standings standings) {
    var limits = new TableLimits(standings);
    switch (standings.contest().suite().name()) {
      case "fcnet" -> limits.fcnet();
      case "taskset" -> limits.taskset();
      case "lcbench" -> limits.lcbench();
      default -> {}
    }
    return limits.checks;
  }

  private void fcnet() {
    loss("protein_structure", 0.2345);
    loss("parkinsons_telemonitoring", 0.0095);
  }

  private void loss(String name, double most) {
    List<Problem> problems = standings.contest().suite().problems();
    for (int problem = 0; problem < problems.size(); problem++) {
      if (problems.get(problem).name().equals(name)) {
        int number = problem;
        contender(Pair.of(DEFAULT_SAMPLER, "none"))
            .forEach(
                each -> atMost("loss on " + name, each, standings.loss(each, number).mean(), most));
      }
    }
  }

  private void taskset() {
    excess("random", "asha", 0.044);
    excess("random", "halving", 0.042);
    excess(DEFAULT_SAMPLER, DEFAULT_SCHEDULER, 0.035);
  }

  private void excess(String sampler, String scheduler, double most) {
    contender(Pair.of(sampler, scheduler))
        .forEach(each -> atMost("loss above optimum", each, standings.excess(each).mean(), most));
  }

  private void lcbench() {
    List<Integer> rivals = contender(Pair.of("random", "none").withTimes(TIMES)).boxed().toList();
    int problems = standings.contest().suite().problems().size();
    contender(Pair.of(DEFAULT_SAMPLER, DEFAULT_SCHEDULER))
        .forEach(
            each ->
                rivals.forEach(
                    rival -> {
                      long wins = standings.wins(each, rival);
                      String says =
                          "%s is better than %s on %s of %s, must be >= 13"
                              .formatted(name(each), name(rival), wins, problems);
                      checks.add(new Check(says, wins >= 13));
                    }));
  }

  private void atMost(String what, int contender, double value, double most) {
    String says =
        String.format(
            Locale.ROOT, "%s of %s is %.4f, must be <= %s", what, name(contender), value, most);
    checks.add(new Check(says, value <= most));
  }

  private String name(int contender) {
    return standings.contest().contenders().get(contender).name();
  }

  private IntStream contender(Contender wanted) {
    int place = standings.contest().contenders().indexOf(wanted);
    return place < 0 ? IntStream.empty() : IntStream.of(place);
  }
}
