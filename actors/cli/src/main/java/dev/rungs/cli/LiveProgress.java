package dev.rungs.cli;

import dev.rungs.cli.view.Panel;
import dev.rungs.cli.view.Screen;
import dev.rungs.cli.view.SweepView;
import java.util.List;
import org.jline.terminal.Size;

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
    print("starting " + id + "\r");
  }

  @Override
  public void say(String line) {
    clear();
    console.say(line);
  }

  @Override
  public void tick(SweepView view, long nowMillis) {
    Size size = tty.size();
    Screen screen =
        console.screen(size.getColumns(), size.getRows() - 1, true, look.color, look.ascii);
    List<String> lines = Panel.lines(view, screen, nowMillis);
    var frame = new StringBuilder(HIDE_CURSOR + back(size.getColumns()));
    lines.forEach(line -> frame.append(line).append(CLEAR_LINE_END).append("\r\n"));
    print(frame.append(CLEAR_BELOW).toString());
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
    print(back(tty.size().getColumns()) + "\r" + CLEAR_BELOW);
    drawn = List.of();
  }

  @Override
  public void end(SweepView view) {
    clear();
    print(SHOW_CURSOR);
  }

  @Override
  public void abandon() {
    print("\n" + SHOW_CURSOR);
  }

  @Override
  public void close() {
    clear();
    print(SHOW_CURSOR);
    tty.close();
  }

  private void print(String text) {
    console.err().print(text);
    console.err().flush();
  }
}
