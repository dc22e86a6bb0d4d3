package dev.rungs.cli.view;

import dev.rungs.space.Assignment;
import dev.rungs.space.Configuration;
import dev.rungs.space.Value;
import dev.rungs.sweep.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a model came about that was copied from trial to trial: the schedule of its values. */
public final class Ancestry {

  private Ancestry() {}

  /** Returns a table with a row for each leg and a column for each value that changes. */
  public static List<String> table(List<Leg> lineage, int columns) {
    List<String> names = changing(lineage);
    var right = new ArrayList<>(List.of(true, false));
    names.forEach(name -> right.add(false));
    var table = new Columns(right);
    var heads = new ArrayList<>(List.of("epochs", "trial"));
    heads.addAll(names);
    table.line(heads);
    for (Leg leg : lineage) {
      var row = new ArrayList<>(List.of(epochs(leg), leg.trial().toString()));
      names.forEach(name -> row.add(text(leg.configuration().value(name))));
      table.line(row);
    }
    return table.lines(columns);
  }

  /** Returns the names of the values that are not the same in every leg, in declared order. */
  static List<String> changing(List<Leg> lineage) {
    return lineage.stream()
        .flatMap(leg -> leg.configuration().assignments().stream())
        .map(Assignment::name)
        .distinct()
        .filter(
            name ->
                lineage.stream().map(leg -> leg.configuration().value(name)).distinct().count() > 1)
        .toList();
  }

  /** Returns {@code lr 0.01 -> 0.012 dropout 0.1 -> 0.08}; only what changes. */
  static String changes(Configuration before, Configuration after, String arrow) {
    String changes =
        after.assignments().stream()
            .filter(each -> !before.value(each.name()).equals(Optional.of(each.value())))
            .map(
                each ->
                    each.name()
                        + " "
                        + text(before.value(each.name()))
                        + " "
                        + arrow
                        + " "
                        + text(Optional.of(each.value())))
            .collect(Collectors.joining(", "));
    return changes.isEmpty() ? "no value changes" : changes;
  }

  private static String epochs(Leg leg) {
    int first = leg.from() + 1;
    return first == leg.until() ? first + "" : first + "-" + leg.until();
  }

  private static String text(Optional<Value> value) {
    return value.map(Format::setting).orElse("-");
  }
}
