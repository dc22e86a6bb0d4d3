package dev.rungs.cli;

import dev.rungs.cli.view.Milestones;
import dev.rungs.cli.view.SweepView;
import dev.rungs.sweep.SweepEvent;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Milestones, a line each, for logs. */
final class PlainProgress implements Progress {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Console console;
  private @Nullable Milestones milestones;

  PlainProgress(Console console) {
    this.console = console;
  }

  @Override
  public void begin(SweepView view) {
    var begun = new Milestones(view);
    milestones = begun;
    say(begun.begin());
  }

  @Override
  public void decided(SweepView view, long number, long atMillis, SweepEvent event) {
    if (milestones != null) {
      milestones.after(event).forEach(this::say);
    }
  }

  @Override
  public void end(SweepView view) {
    if (milestones != null) {
      milestones.end().forEach(this::say);
    }
  }

  @Override
  public void say(String line) {
    console.say(TIME.format(LocalTime.now(ZoneId.systemDefault())) + " " + line);
  }
}
