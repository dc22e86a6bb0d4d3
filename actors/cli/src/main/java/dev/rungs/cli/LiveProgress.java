package dev.rungs.cli;

import dev.rungs.cli.view.Panel;
import dev.rungs.cli.view.Screen;
import dev.rungs.cli.view.SweepView;
import java.util.List;

/**
 * The panel, redrawn in place on standard error. It is gone when the sweep is over: the scrollback
 * keeps what was said beside it.
 */
final class LiveProgress implements Progress {

  private static final String HIDE_CURSOR = "\033[?25l";
  private static final String SHOW_CURSOR = "\033[?25h";
  private static final String CLEAR_BELOW = "\033[J";
  private static final String CLEAR_LINE_END = "\033[K";

  private final Console console;
  private final Tty tty;
  private final Look look;
  private List<Integer> drawn = List.of();

  LiveProgress(Console console, Tty tty, Look look, String id) {
    this.console = console;
    this.tty = tty;
    this.look = look;
    console.err().print(HIDE_CURSOR + "starting " + id + "\r");
    console.err().flush();
  }

  @Override
  public void say(String line) {
    clear();
    console.say(line);
  }

  @Override
  public void tick(SweepView view, long nowMillis) {
    int columns = tty.columns();
    Screen screen = console.screen(columns, tty.rows() - 1, true, look.color, look.ascii);
    List<String> lines = Panel.lines(view, screen, nowMillis);
    var frame = new StringBuilder(back(columns));
    lines.forEach(line -> frame.append(line).append(CLEAR_LINE_END).append("\r\n"));
    console.err().print(frame.append(CLEAR_BELOW));
    console.err().flush();
    drawn = lines.stream().map(LiveProgress::width).toList();
  }

  /** Returns how to get back to the first line; a narrower terminal has wrapped the old lines. */
  private String back(int columns) {
    int rows = drawn.stream().mapToInt(width -> Math.max(1, (width + columns - 1) / columns)).sum();
    return rows == 0 ? "" : "\033[" + rows + "A\r";
  }

  private static int width(String line) {
    String visible = line.replaceAll("\033\\[[0-9;]*m", "");
    return visible.codePointCount(0, visible.length());
  }

  /** Takes the panel off the screen; the next one is drawn below what was said meanwhile. */
  private void clear() {
    console.err().print(back(tty.columns()) + "\r" + CLEAR_BELOW);
    drawn = List.of();
  }

  @Override
  public void end(SweepView view) {
    clear();
    console.err().print(SHOW_CURSOR);
    console.err().flush();
  }

  @Override
  public void close() {
    clear();
    console.err().print(SHOW_CURSOR);
    console.err().flush();
    tty.close();
  }
}
