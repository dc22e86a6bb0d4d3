package dev.rungs.benchmarks.sim;

import dev.rungs.sample.Sampler;
import dev.rungs.sample.Samplers;
import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import java.util.List;

/** Algorithms by their names in a registry. */
public final class Named {

  private Named() {}

  /**
   * Returns a sampler with its defaults.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Sampler sampler(String name) {
    return kind("sampler", Samplers.ALL, name).make(Configuration.EMPTY);
  }

  static <T> Kind<? extends T> kind(String what, List<Kind<? extends T>> all, String name) {
    return all.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    what
                        + " is "
                        + name
                        + ", must be one of "
                        + all.stream().map(Kind::name).toList()));
  }
}
