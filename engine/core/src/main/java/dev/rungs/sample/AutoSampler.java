package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.util.List;
import java.util.Optional;

/**
 * Picks a sampler for each trial, by the space, by how much is known and by how many trials are
 * open, and says why in the suggestion's reason.
 *
 * <p>A Gaussian process learns most from few trials, as long as its points are comparable: the
 * space has few parameters, most of them unconditional, and few trials are open at once. After many
 * trials CMA-ES goes on in a space of numbers; elsewhere the Parzen estimator does, which bears
 * anything. Where a scheduler compares trials at several epochs, few reach the highest, and the
 * estimator learns more from those few (measured on TaskSet). Of these only the estimator knows of
 * several objectives, and by how much a trial breaks what is required; after many trials of several
 * objectives NSGA-II goes on, which then comes nearer to the front (measured on ZDT).
 */
public record AutoSampler() implements Sampler {

  /** The sweep file's {@code auto}. */
  public static final Kind<AutoSampler> KIND =
      new Kind<>(
          "auto",
          "gp, tpe, cma-es or nsga-ii, by space, scheduler, objectives, results and open trials",
          "",
          List.of(),
          settings -> new AutoSampler());

  private static final Sampler PROCESS = GpSampler.KIND.make(Configuration.EMPTY);
  private static final Sampler PARZEN = TpeSampler.KIND.make(Configuration.EMPTY);
  private static final Sampler EVOLUTION = CmaEsSampler.KIND.make(Configuration.EMPTY);

  private static final Sampler GENETIC = Nsga2Sampler.KIND.make(Configuration.EMPTY);

  private static final int MOST_KNOWN = 500;
  private static final int MOST_KNOWN_OF_SEVERAL = 300;
  private static final int MOST_AXES = 20;
  private static final int MOST_OPEN = 32;

  /** A sampler and why it is the one. */
  private record Pick(String name, Sampler sampler, String why) {}

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    Pick pick = pick(space, history);
    return pick.sampler()
        .suggest(space, history, chance)
        .map(
            suggestion ->
                new Suggestion(
                    suggestion.configuration(),
                    pick.name() + " (" + pick.why() + "): " + suggestion.reason()));
  }

  private static Pick pick(SearchSpace space, History history) {
    int rungs = history.levels().epochs().size();
    if (rungs > 1) {
      return new Pick("tpe", PARZEN, "trials are compared at " + rungs + " epochs");
    }
    Losses losses = Losses.of(history);
    if (history.objectives() > 1) {
      String objectives = history.objectives() + " objectives";
      return losses.known() > MOST_KNOWN_OF_SEVERAL
          ? new Pick("nsga-ii", GENETIC, objectives + ", " + losses.known() + " results")
          : new Pick("tpe", PARZEN, objectives);
    }
    if (losses.broken() > 0) {
      return new Pick("tpe", PARZEN, "trials break what is required");
    }
    int open = losses.size() - losses.known();
    List<Axis> axes = Axis.of(space);
    if (axes.size() > MOST_AXES) {
      return new Pick("tpe", PARZEN, axes.size() + " parameters");
    }
    if (axes.stream().noneMatch(axis -> axis.kind() == Axis.Kind.LINE)) {
      return new Pick("tpe", PARZEN, "no parameter is continuous");
    }
    if (2 * axes.stream().filter(Axis::conditional).count() >= axes.size()) {
      return new Pick("tpe", PARZEN, "most parameters are conditional");
    }
    if (losses.known() > MOST_KNOWN) {
      return axes.stream().allMatch(axis -> axis.kind() == Axis.Kind.LINE && !axis.conditional())
          ? new Pick("cma-es", EVOLUTION, losses.known() + " results, all parameters continuous")
          : new Pick("tpe", PARZEN, losses.known() + " results");
    }
    return open > MOST_OPEN
        ? new Pick("tpe", PARZEN, open + " parallel trials without a result")
        : new Pick(
            "gp", PROCESS, "at most " + MOST_KNOWN + " results, " + axes.size() + " parameters");
  }
}
