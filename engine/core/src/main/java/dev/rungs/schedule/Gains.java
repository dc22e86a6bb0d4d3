package dev.rungs.schedule;

import dev.rungs.model.Coordinate;
import dev.rungs.model.Descent;
import dev.rungs.model.GaussianProcess;
import dev.rungs.model.Prior;
import dev.rungs.schedule.Population.Step;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a population may gain next, by the values it trains with: a {@link GaussianProcess} of the
 * values and the time, counted in generations, learned from what was gained before. A trial that
 * lost its loss counts as the least gain of all. What is decided already is believed, so that what
 * is decided next keeps away from it.
 */
final class Gains {

  /** So many of the latest gains are seen, and of the latest decisions: time grows by the cube. */
  private static final int MOST = 100;

  // β of the upper confidence bound: 0.2 log(0.4 n) as in the authors' program, but at least 0.2.
  private static final double BETA = 0.2;
  private static final double BETA_SHARE = 0.4;

  private static final double FIRST_STEP = 0.05;
  private static final int STEPS = 20;

  private final SearchSpace space;
  private final List<Parameter> parameters;
  private final int rung;
  private final GaussianProcess process;
  private final double surprise;

  /**
   * @param past of the population, the latest last
   * @param rung the present one
   */
  Gains(SearchSpace space, List<Step> past, int rung) {
    this.space = space;
    this.parameters = space.varying();
    this.rung = rung;
    List<Step> known = latest(past.stream().filter(step -> step.rung() < rung));
    double[][] columns = columns(known);
    double[] gains = finite(known.stream().mapToDouble(Step::gain).toArray());
    List<Step> decided = latest(past.stream().filter(step -> step.rung() == rung));
    this.process =
        new Prior(coordinates(), false)
            .mostProbable(columns, gains)
            .processes(columns, gains, decided.size())
            .get(0);
    decided.forEach(step -> process.believe(point(step)));
    this.surprise = Math.sqrt(Math.max(BETA, BETA * StrictMath.log(BETA_SHARE * gains.length)));
  }

  private static List<Step> latest(Stream<Step> steps) {
    List<Step> all = steps.toList();
    return all.subList(Math.max(0, all.size() - MOST), all.size());
  }

  private static double[] finite(double[] gains) {
    double least = Arrays.stream(gains).filter(Double::isFinite).min().orElse(0);
    return Arrays.stream(gains).map(gain -> Double.isFinite(gain) ? gain : least).toArray();
  }

  private List<Coordinate> coordinates() {
    return Stream.concat(
            parameters.stream()
                .map(
                    each ->
                        each instanceof Parameter.Choice ? Coordinate.CHOICE : Coordinate.NUMBER),
            Stream.of(Coordinate.TIME))
        .toList();
  }

  private double[][] columns(List<Step> steps) {
    var columns = new double[parameters.size() + 1][steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      double[] point = point(steps.get(i));
      for (int axis = 0; axis < point.length; axis++) {
        columns[axis][i] = point[axis];
      }
    }
    return columns;
  }

  private double[] point(Step step) {
    return point(step.configuration(), step.rung());
  }

  /** What does not take part lies in the middle. */
  private double[] point(Configuration configuration, int time) {
    var point = new double[parameters.size() + 1];
    for (int axis = 0; axis < parameters.size(); axis++) {
      Parameter parameter = parameters.get(axis);
      point[axis] = configuration.value(parameter.name()).map(parameter::unit).orElse(0.5);
    }
    point[parameters.size()] = time;
    return point;
  }

  /** Returns the gain to be hoped for now: its upper confidence bound, in standard form. */
  double hope(Configuration configuration) {
    GaussianProcess.Forecast forecast = process.at(point(configuration, rung));
    return forecast.mean() + surprise * Math.sqrt(forecast.variance());
  }

  /** Returns a configuration of higher hope nearby, with other values of continuous parameters. */
  Configuration uphill(Configuration from, List<String> names) {
    double[] start = point(from, rung);
    double[] low = start.clone();
    double[] high = start.clone();
    for (int axis = 0; axis < parameters.size(); axis++) {
      Parameter parameter = parameters.get(axis);
      if (parameter.size().isEmpty() && names.contains(parameter.name())) {
        low[axis] = 0;
        high[axis] = 1;
      }
    }
    double[] end = new Descent(this::despair, low, high).from(start, FIRST_STEP, STEPS);
    return Mutation.change(
        space,
        from,
        names,
        (parameter, value) ->
            parameter.size().isEmpty() ? parameter.at(end[parameters.indexOf(parameter)]) : value);
  }

  private double despair(double[] point, double[] gradient) {
    GaussianProcess.Forecast forecast = process.slopeAt(point);
    double deviation = Math.sqrt(forecast.variance());
    for (int axis = 0; axis < gradient.length; axis++) {
      double byVariance = surprise / (2 * deviation);
      gradient[axis] = -forecast.meanSlope(axis) - byVariance * forecast.varianceSlope(axis);
    }
    return -forecast.mean() - surprise * deviation;
  }
}
