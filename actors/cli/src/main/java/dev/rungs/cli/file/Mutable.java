package dev.rungs.cli.file;

import dev.rungs.schedule.Population;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/** Which parameters a population may change, where the trainer says what it can. */
final class Mutable {

  private Mutable() {}

  /**
   * Returns those that are named or, if none is, all that vary.
   *
   * @param trainer what the trainer can change in mid-training
   * @throws IllegalArgumentException if one is named that the trainer cannot change, or there is
   *     nothing to change
   */
  static List<String> names(
      Population population, List<String> trainer, Optional<SearchSpace> space) {
    for (String name : population.mutate()) {
      if (!trainer.contains(name)) {
        throw new IllegalArgumentException(
            "mutate holds "
                + name
                + ", must hold what the trainer can change in mid-training: "
                + String.join(", ", trainer));
      }
    }
    List<String> varying =
        space.stream()
            .flatMap(each -> each.varying().stream())
            .map(Parameter::name)
            .filter(trainer::contains)
            .toList();
    if (space.isPresent() && varying.isEmpty()) {
      throw new IllegalArgumentException(
          "mutate is missing, and the space varies nothing that the trainer can change in"
              + " mid-training: "
              + String.join(", ", trainer));
    }
    return population.mutate().isEmpty() ? varying : population.mutate();
  }
}
