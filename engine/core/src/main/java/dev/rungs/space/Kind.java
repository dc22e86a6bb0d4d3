package dev.rungs.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One entry of a registry: an algorithm's name, what it accepts, and how it is made.
 *
 * @param name the word that selects it in a sweep file
 * @param summary one line for people
 * @param paper the paper it follows, or empty
 * @param make builds it from complete and accepted settings
 */
public record Kind<T>(
    String name,
    String summary,
    String paper,
    List<Setting> settings,
    Function<Configuration, T> make) {

  public Kind {
    settings = List.copyOf(settings);
  }

  /** Returns the setting of that name. */
  public Optional<Setting> setting(String key) {
    return settings.stream().filter(setting -> setting.name().equals(key)).findFirst();
  }

  /**
   * Builds the algorithm, with defaults for what is absent.
   *
   * @throws IllegalArgumentException naming every setting that is unknown, refused or missing
   */
  public T make(Configuration given) {
    List<String> problems = problems(given);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(name + ": " + String.join("; ", problems));
    }
    return make.apply(complete(given));
  }

  /** Returns {@code given} with defaults for what is absent. */
  public Configuration complete(Configuration given) {
    Configuration complete = given;
    for (Setting setting : settings) {
      if (!complete.has(setting.name()) && setting.fallback().isPresent()) {
        complete = complete.with(setting.name(), setting.fallback().get());
      }
    }
    return complete;
  }

  private List<String> problems(Configuration given) {
    var problems = new ArrayList<String>();
    for (Assignment each : given.assignments()) {
      setting(each.name())
          .map(setting -> setting.problem(each.value()))
          .orElse(Optional.of("is not a setting"))
          .ifPresent(rule -> problems.add(each.name() + " is " + each.value() + ", " + rule));
    }
    settings.stream()
        .filter(setting -> setting.presence() instanceof Setting.Presence.Required)
        .filter(setting -> !given.has(setting.name()))
        .forEach(
            setting -> problems.add(setting.name() + " is missing, must be " + setting.rule()));
    return problems;
  }
}
