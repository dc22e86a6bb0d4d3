package dev.rungs.sample;

import dev.rungs.space.Kind;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.space.Value;
import dev.rungs.trial.Chance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Random search from coarse to fine: some random draws, then ranges around the best of them, then
 * draws from those, and so on.
 *
 * <p>A round is over once {@code draws} of its trials are known, which is when they are not open
 * (see {@link Losses}). Until then all draws are from its ranges, also those beyond {@code draws}
 * that parallel slots want; the last round never ends. The ranges of the next are those of the best
 * trials of all rounds before, so that they hold the best one: as many as are the share {@code
 * keep} of {@code draws}, failed ones never. A number's range, in the unit cube, is widened at both
 * ends by as much as m uniform draws fall short of their range on average, 1 / (m - 1) of what they
 * span. A choice keeps the options that the best have. A parameter that none of them has keeps its
 * range.
 *
 * <p>A trial's loss is that of its best epoch so far, and how many epochs it gets is the
 * scheduler's affair: a cheap search trains every trial for a few.
 *
 * @param draws trials in a round
 * @param rounds how many rounds there are, the first with the whole ranges
 * @param keep the share of a round's draws around which the next is
 * @see <a href="https://www.deeplearningbook.org/contents/guidelines.html">Goodfellow et al. 2016,
 *     sections 11.4.3 and 11.4.4</a>, ranges refined by hand
 */
public record NarrowingSampler(int draws, int rounds, double keep) implements Sampler {

  /** The sweep file's {@code narrowing}. */
  public static final Kind<NarrowingSampler> KIND =
      new Kind<>(
          "narrowing",
          "random draws, then again from the ranges of the best, some times",
          "Goodfellow et al. 2016, 11.4",
          List.of(
              Setting.integer("draws", 2, Integer.MAX_VALUE, 25, "trials in a round"),
              Setting.integer("rounds", 1, 100, 4, "rounds, the first with the whole ranges"),
              Setting.real(
                  "keep",
                  new Setting.Rule.Reals(0, true, 1, false),
                  0.25,
                  "share of a round's trials around which the next is")),
          settings ->
              new NarrowingSampler(
                  settings.count("draws"), settings.count("rounds"), settings.real("keep")));

  public NarrowingSampler {
    if (draws < 2) {
      throw new IllegalArgumentException("draws is " + draws + ", must be >= 2");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds is " + rounds + ", must be >= 1");
    }
    if (!(keep > 0 && keep <= 1)) {
      throw new IllegalArgumentException("keep is " + keep + ", must be in (0, 1]");
    }
  }

  /** What is left of one coordinate. */
  private sealed interface Range {

    double draw(RandomGenerator random);

    /** Returns what is left, for people. */
    String words(Parameter parameter);

    /** All of it. */
    record Whole() implements Range {
      @Override
      public double draw(RandomGenerator random) {
        return random.nextDouble();
      }

      @Override
      public String words(Parameter parameter) {
        return parameter.name() + " as it was";
      }
    }

    /** A part of a scale. */
    record Part(double low, double high) implements Range {
      @Override
      public double draw(RandomGenerator random) {
        return low + random.nextDouble() * (high - low);
      }

      @Override
      public String words(Parameter parameter) {
        // Shares of values end where the next begin.
        String from = brief(parameter.at(low));
        String to = brief(parameter.at(Math.max(low, Math.nextDown(high))));
        return parameter.name() + " " + from + (from.equals(to) ? "" : " … " + to);
      }

      private static String brief(Value value) {
        return value instanceof Value.Real real
            ? String.format(Locale.ROOT, "%.3g", real.number())
            : value.toString();
      }
    }

    /** Some options, each by the middle of its share. */
    record Options(List<Double> middles) implements Range {
      @Override
      public double draw(RandomGenerator random) {
        return middles.get(random.nextInt(middles.size()));
      }

      @Override
      public String words(Parameter parameter) {
        return parameter.name()
            + " "
            + middles.stream()
                .map(middle -> parameter.at(middle).toString())
                .collect(Collectors.joining(" | "));
      }
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    RandomGenerator random = chance.generator("narrowing sampler");
    Losses losses = Losses.of(history);
    Points points = Points.of(space, history);
    int round = Math.min(rounds - 1, losses.known() / draws);
    int[] best = best(losses, round);
    String name = "round " + (round + 1) + " of " + rounds;
    if (best.length == 0) {
      return RandomSampler.draw(space, history, random, name + ", random draw");
    }
    List<Range> ranges = ranges(points, best);
    String reason = name + ": " + words(points, ranges);
    return RandomSampler.firstNew(
        () ->
            new Suggestion(
                space.at(ranges.stream().mapToDouble(range -> range.draw(random)).toArray()),
                reason),
        space,
        history,
        random,
        name + " has nothing new in its ranges");
  }

  /** Returns the trials around which a round is: the best of the rounds before, best first. */
  private int[] best(Losses losses, int round) {
    int kept = (int) Math.ceil(keep * draws);
    return Arrays.stream(losses.knownTrials())
        .limit((long) round * draws)
        .filter(trial -> !losses.failed(trial))
        .boxed()
        .sorted(Comparator.comparingDouble(losses::of))
        .limit(kept)
        .mapToInt(trial -> trial)
        .toArray();
  }

  private static List<Range> ranges(Points points, int[] best) {
    var ranges = new ArrayList<Range>();
    for (int axis = 0; axis < points.axes().size(); axis++) {
      ranges.add(range(points, axis, best));
    }
    return ranges;
  }

  private static Range range(Points points, int number, int[] best) {
    double[] units =
        Arrays.stream(best)
            .mapToDouble(trial -> points.at(number, trial))
            .filter(unit -> !Double.isNaN(unit))
            .sorted()
            .toArray();
    if (units.length == 0) {
      return new Range.Whole();
    }
    Axis axis = points.axes().get(number);
    if (axis.kind() == Axis.Kind.CHOICE) {
      return new Range.Options(List.copyOf(new TreeSet<>(Arrays.stream(units).boxed().toList())));
    }
    double low = units[0];
    double high = units[units.length - 1];
    double wider = units.length == 1 ? 0 : (high - low) / (units.length - 1);
    wider += axis.kind() == Axis.Kind.LATTICE ? 0.5 / axis.levels() : 0;
    return new Range.Part(Math.max(0, low - wider), Math.min(1, high + wider));
  }

  private static String words(Points points, List<Range> ranges) {
    var words = new ArrayList<String>();
    for (int axis = 0; axis < ranges.size(); axis++) {
      words.add(ranges.get(axis).words(points.axes().get(axis).parameter()));
    }
    return String.join(", ", words);
  }
}
