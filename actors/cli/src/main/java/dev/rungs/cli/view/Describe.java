package dev.rungs.cli.view;

import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Assignment;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Aim;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Requirement;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the parts of a sweep are called on a screen. */
public final class Describe {

  private Describe() {}

  /**
   * Returns {@code minimize val_loss}, or with further aims {@code minimize val_loss, minimize
   * latency_ms, require size_mb <= 8}.
   */
  static String aims(SweepSpec spec) {
    String first = word(spec.objective().direction()) + " " + spec.objective().metric();
    return first + furtherAims(spec);
  }

  /** Returns what a sweep wants besides its objective, a comma before it; nothing if nothing. */
  public static String furtherAims(SweepSpec spec) {
    return spec.also().stream()
            .map(aim -> ", " + word(aim.direction()) + " " + aim.metric())
            .collect(Collectors.joining())
        + (spec.require().isEmpty() ? "" : ", require " + spec.aims().requirements());
  }

  private static String word(Objective.Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the metrics that a sweep names besides its objective's, each once. */
  static List<String> furtherMetrics(SweepSpec spec) {
    return Stream.concat(
            spec.also().stream().map(Aim::metric), spec.require().stream().map(Requirement::metric))
        .distinct()
        .filter(metric -> !metric.equals(spec.objective().metric()))
        .toList();
  }

  /**
   * Returns what the epoch that counts measured of them, and what it breaks: {@code latency_ms
   * 31.2, breaks latency_ms <= 20}; nothing without a result or further metrics.
   */
  static String further(SweepSpec spec, TrialSummary trial) {
    if (Double.isNaN(trial.result())) {
      return "";
    }
    Metrics measured = trial.counted().measured();
    Stream<String> values =
        furtherMetrics(spec).stream()
            .map(metric -> metric + " " + Format.metric(measured.get(metric)));
    Stream<String> breaches =
        spec.require().stream()
            .filter(each -> each.problem(measured).isPresent())
            .map(each -> "breaks " + each);
    return Stream.concat(values, breaches).collect(Collectors.joining(", "));
  }

  /** Returns which epoch counts as a trial's result. */
  static String use(Objective.Use use) {
    return switch (use) {
      case BEST -> "best epoch";
      case LAST -> "last epoch";
      case AT_MAX -> "last epoch of complete trials";
    };
  }

  /** Returns {@code random + asha min 1, max 27, eta 3}. */
  static String algorithms(SweepSpec spec) {
    return sampler(spec.sampler()) + " + " + words(spec.scheduler(), Scheduler.class);
  }

  private static String sampler(Sampler sampler) {
    return sampler instanceof FixedSampler fixed
        ? sampler(fixed.sampler()) + ", fixed " + fixed.values()
        : words(sampler, Sampler.class);
  }

  /** Returns {@code val_loss 0.0831}. */
  static String value(SweepSpec spec, TrialSummary trial) {
    return spec.objective().metric() + " " + number(spec, trial);
  }

  /** Returns a trial's result in units of the metric; {@code -} if it has none. */
  static String number(SweepSpec spec, TrialSummary trial) {
    return Format.metric(spec.objective().value(trial.result()));
  }

  /**
   * Returns the values of parameters that vary, such as {@code lr 3.1e-3}, a text each; also of a
   * constant that was halved.
   */
  static List<String> varying(SweepSpec spec, Configuration configuration) {
    return configuration.assignments().stream()
        .filter(each -> !isConstant(spec, each))
        .map(each -> each.name() + " " + Format.setting(each.value()))
        .toList();
  }

  private static boolean isConstant(SweepSpec spec, Assignment each) {
    return spec.space().parameter(each.name()).orElse(null) instanceof Parameter.Constant constant
        && constant.value().equals(each.value());
  }

  private static String words(Record algorithm, Class<?> kind) {
    String name = algorithm.getClass().getSimpleName().replace(kind.getSimpleName(), "");
    String settings =
        Arrays.stream(algorithm.getClass().getRecordComponents())
            .map(component -> component.getName() + " " + value(component, algorithm))
            .collect(Collectors.joining(", "));
    String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return settings.isEmpty() ? words : words + " " + settings;
  }

  /** Returns {@code asha min 1, max 27, eta 3}. */
  static String words(Object algorithm, Class<?> kind) {
    return algorithm instanceof Record described
        ? words(described, kind)
        : algorithm.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
