package dev.rungs.cli;

import dev.rungs.actors.SweepUpdate.Trained;
import dev.rungs.actors.journal.EventJson;
import dev.rungs.cli.view.SweepView;
import dev.rungs.sweep.SweepEvent;
import java.time.Instant;

/**
 * Every event on a line of its own, as JSON: those of the sweep with their number in its journal,
 * those of trials without.
 */
final class JsonProgress implements Progress {

  private record Decided(long number, Instant at, SweepEvent event) {}

  private record Reported(Instant at, Trained trained) {}

  private final Console console;

  JsonProgress(Console console) {
    this.console = console;
  }

  @Override
  public void say(String line) {
    console.say(line);
  }

  @Override
  public void decided(SweepView view, long number, long atMillis, SweepEvent event) {
    print(new Decided(number, Instant.ofEpochMilli(atMillis), event));
  }

  @Override
  public void trained(Trained trained, long nowMillis) {
    print(new Reported(Instant.ofEpochMilli(nowMillis), trained));
  }

  @Override
  public void end(SweepView view) {
    console.out().flush();
  }

  private void print(Object line) {
    console.out().println(EventJson.line(line));
  }
}
