package dev.rungs.cli;

import dev.rungs.cli.view.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command talks: results on {@code out}, everything else on {@code err}.
 *
 * @param environment the process's, for {@code NO_COLOR}, {@code TERM} and the locale
 */
record Console(PrintStream out, PrintStream err, Map<String, String> environment) {

  /** The width of text that goes to a file or a pipe. */
  private static final int PIPE_COLUMNS = 100;

  private static final int PIPE_ROWS = 24;

  /** When to use escape codes. */
  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** Returns the process's own streams, in the locale's encoding. */
  static Console system() {
    Map<String, String> environment = System.getenv();
    Charset charset = charset(environment);
    return new Console(
        stream(FileDescriptor.out, charset), stream(FileDescriptor.err, charset), environment);
  }

  private static Charset charset(Map<String, String> environment) {
    return isUnicode(environment) ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
  }

  /** Returns one of the streams for characters; each line is sent at once. */
  PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, charset(environment));
  }

  private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
    return new PrintStream(new FileOutputStream(descriptor), true, charset);
  }

  /** Returns what results may look like. */
  Screen screen(Color color, boolean ascii) {
    return Tty.outputSize()
        .map(size -> screen(size.getColumns(), size.getRows(), true, color, ascii))
        .orElseGet(() -> screen(PIPE_COLUMNS, PIPE_ROWS, false, color, ascii));
  }

  /** Returns what may be shown on a place of this size. */
  Screen screen(int columns, int rows, boolean terminal, Color color, boolean ascii) {
    boolean colored = color == Color.ALWAYS || (color == Color.AUTO && terminal && mayColor());
    return new Screen(columns, rows, !ascii && isUnicode(environment), colored);
  }

  private boolean mayColor() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb();
  }

  /** Returns whether the terminal cannot move its cursor. */
  boolean isDumb() {
    return environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static boolean isUnicode(Map<String, String> environment) {
    return List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8"))
        .orElse(environment.containsKey("WT_SESSION"));
  }

  /** Prints lines as a result. */
  void result(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  /** Tells people something that is no result. */
  void say(String line) {
    err.println(line);
    err.flush();
  }
}
