package dev.rungs.actors;

import dev.rungs.schedule.Raise;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepSpec;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in what a sweep that is to go on differs from the one in the journal. */
public final class Difference {

  /** What may change from one start to the next; the scheduler may as far as {@link Raise} goes. */
  private static final List<String> FREE = List.of("name", "stop");

  /** May change together with the scheduler, since files take their settings from it. */
  private static final String SHADOWS = "shadows";

  private Difference() {}

  /** Returns the components that differ, old and new, or empty if the sweep may go on. */
  static Optional<String> between(SweepSpec journalled, SweepSpec wanted) {
    List<String> lines = lines(journalled, wanted);
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the sweep differs from the one begun under this id: " + String.join("; ", lines));
  }

  /** Returns one line for each component that differs; none if the sweep may go on. */
  public static List<String> lines(SweepSpec journalled, SweepSpec wanted) {
    var lines = new ArrayList<String>();
    for (RecordComponent component : SweepSpec.class.getRecordComponents()) {
      Object before = value(component, journalled);
      Object now = value(component, wanted);
      if (!isFree(component.getName(), journalled, wanted) && !before.equals(now)) {
        refusal(component.getName(), before, now)
            .ifPresent(
                why -> lines.add(component.getName() + " was " + before + ", now " + now + why));
      }
    }
    return lines;
  }

  private static boolean isFree(String component, SweepSpec journalled, SweepSpec wanted) {
    return FREE.contains(component)
        || (component.equals(SHADOWS) && !journalled.scheduler().equals(wanted.scheduler()));
  }

  /** Returns what is to be said against a change besides that it is one; empty if nothing is. */
  private static Optional<String> refusal(String component, Object before, Object now) {
    if (component.equals(SHADOWS)) {
      return Optional.of(": any scheduler can be asked for without being named, by what-if");
    }
    return before instanceof Scheduler begun && now instanceof Scheduler raised
        ? Raise.refusal(begun, raised).map(why -> ": " + why)
        : Optional.of("");
  }

  private static Object value(RecordComponent component, SweepSpec spec) {
    try {
      return component.getAccessor().invoke(spec);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
