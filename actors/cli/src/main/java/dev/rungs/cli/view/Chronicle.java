package dev.rungs.cli.view;

import dev.rungs.cli.view.Story.Moment;
import dev.rungs.sweep.SweepSpec;
import java.util.ArrayList;
import java.util.List;

/** What happened to a sweep, event by event: number, time and words. */
public final class Chronicle {

  private Chronicle() {}

  /**
   * Returns a line for each event, more if it is long.
   *
   * @param moments all events, from the first
   */
  public static List<String> lines(SweepSpec spec, List<Moment> moments, Screen screen) {
    var telling = new Telling(spec);
    int digits = Integer.toString(moments.size()).length();
    var lines = new ArrayList<Line>();
    for (int i = 0; i < moments.size(); i++) {
      Moment moment = moments.get(i);
      String margin =
          Format.right(i + 1 + "", digits + 1) + "  " + Format.clock(moment.since()) + "  ";
      String trial = Telling.about(moment.event()).map(each -> each + "  ").orElse("");
      lines.addAll(Story.told(margin, trial + telling.words(moment.event()), screen));
    }
    return lines.stream().map(line -> line.on(screen)).toList();
  }
}
