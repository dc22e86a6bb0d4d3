package dev.rungs.cli.view;

import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Objective;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the parts of a sweep are called on a screen. */
final class Describe {

  private Describe() {}

  /** Returns {@code minimize val_loss}. */
  static String objective(Objective objective) {
    return objective.direction().name().toLowerCase(Locale.ROOT) + " " + objective.metric();
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

  /** Returns the values of parameters that vary, such as {@code lr 3.1e-3}, a text each. */
  static List<String> varying(SweepSpec spec, Configuration configuration) {
    return configuration.assignments().stream()
        .filter(
            each ->
                !(spec.space().parameter(each.name()).orElse(null) instanceof Parameter.Constant))
        .map(each -> each.name() + " " + Format.setting(each.value()))
        .toList();
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
