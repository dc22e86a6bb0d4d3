package dev.rungs.sweep;

import dev.rungs.sample.GridSampler;
import dev.rungs.schedule.Population;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The toy of population based training: a worker climbs {@code 1.2 - (h0 x^2 + h1 y^2)} by its
 * gradient, and is measured by {@code 1.2 - (x^2 + y^2)}. With a fixed {@code h} of (1, 0) or (0,
 * 1) one coordinate never moves, so neither gets above 0.39; only who changes {@code h} on the way
 * reaches 1.2.
 *
 * <p>The real {@link SweepState} decides; training is three lines.
 *
 * @see <a href="https://arxiv.org/abs/1711.09846">Jaderberg et al. 2017, section 4.1 and figure
 *     2</a>
 */
public final class PaperToy {

  /** What a perfect worker has. */
  public static final double HIGHEST = 1.2;

  /** How many steps of gradient ascent a worker makes. */
  public static final int STEPS = 200;

  private static final double START = 0.9;
  private static final double RATE = 0.02;

  private record Model(double x, double y) {
    Model step(Configuration h) {
      return new Model(x - RATE * 2 * h.real("h0") * x, y - RATE * 2 * h.real("h1") * y);
    }

    double value() {
      return HIGHEST - (x * x + y * y);
    }
  }

  private record Place(TrialId trial, int epoch) {}

  private final SweepState state = new SweepState();
  private final Map<Place, Model> models = new HashMap<>();

  private PaperToy() {}

  /** Returns what fixed settings reach, the better of the two. */
  public static double fixed() {
    double best = Double.NEGATIVE_INFINITY;
    for (Configuration h : grid()) {
      Model model = new Model(START, START);
      for (int step = 0; step < STEPS; step++) {
        model = model.step(h);
      }
      best = Math.max(best, model.value());
    }
    return best;
  }

  /** Returns the sweep that a scheduler of two workers has run, from the paper's settings on. */
  public static SweepState run(Population scheduler, long seed) {
    SweepSpec.Builder sweep =
        SweepSpec.named("toy")
            .objective(Objective.maximize("q").withUse(Objective.Use.LAST))
            .over(Parameter.real("h0", 0, 1), Parameter.real("h1", 0, 1))
            .sampler(new GridSampler(2))
            .scheduler(scheduler)
            .order(new Order.Ordered(scheduler.population()))
            .seed(seed)
            .stop(StopRules.trials(scheduler.population()));
    grid().forEach(h -> sweep.startWith(h.plain()));
    return new PaperToy().run(sweep.build());
  }

  private static List<Configuration> grid() {
    return List.of(
        Configuration.of(new TreeMap<>(Map.of("h0", 1.0, "h1", 0.0))),
        Configuration.of(new TreeMap<>(Map.of("h0", 0.0, "h1", 1.0))));
  }

  private SweepState run(SweepSpec spec) {
    fold(SweepState.create(spec));
    var granted = new ArrayList<SegmentGranted>();
    while (state.ended().isEmpty()) {
      while (fold(state.due())) {}
      List<SweepEvent> offer = state.offer(granted.size());
      if (fold(offer)) {
        offer.stream()
            .filter(SegmentGranted.class::isInstance)
            .forEach(each -> granted.add((SegmentGranted) each));
      } else if (!granted.isEmpty()) {
        train(granted.remove(0));
      }
    }
    return state;
  }

  private boolean fold(List<SweepEvent> events) {
    events.forEach(state::apply);
    return !events.isEmpty();
  }

  private void train(SegmentGranted granted) {
    TrialSummary trial = state.summary(granted.trial());
    List<Leg> lineage = state.lineage(trial.id(), granted.untilEpoch());
    Leg last = lineage.get(lineage.size() - 1);
    boolean copies = lineage.size() > 1 && last.from() == trial.epoch();
    TrialId from = copies ? lineage.get(lineage.size() - 2).trial() : trial.id();
    Model model = models.getOrDefault(new Place(from, trial.epoch()), new Model(START, START));
    for (int step = trial.epoch(); step < granted.untilEpoch(); step++) {
      model = model.step(last.configuration());
    }
    models.put(new Place(trial.id(), granted.untilEpoch()), model);
    var report = new Report(granted.untilEpoch(), Metrics.of("q", model.value()));
    fold(
        state.segmentEnded(
            trial.id(),
            granted.attempt(),
            new Outcome.Reached(report),
            trial.best().or(report.epoch(), -model.value())));
  }

  /** Returns the best value that a sweep has reached at its last step. */
  public static double value(SweepState sweep) {
    return sweep.best().map(best -> -best.result()).orElseThrow();
  }
}
