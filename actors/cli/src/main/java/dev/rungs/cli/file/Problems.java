package dev.rungs.cli.file;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything wrong with a sweep file: the errors in the order of the file, those of the command
 * line's options after them, then the warnings.
 */
public final class Problems {

  /** So many are shown, the others counted. */
  static final int SHOWN = 20;

  private static final int WIDEST = 160;

  private static final Comparator<Span> IN_ORDER =
      Comparator.comparingInt(Span::line).thenComparingInt(Span::column);

  /** Where problems of options stand, so that they keep the order in which they were found. */
  private static final Span NOWHERE = Source.of("", "").start();

  private final String file;
  private final List<Problem> problems;

  Problems(Source file, List<Problem> found) {
    this.file = file.name();
    this.problems =
        found.stream()
            .sorted(
                Comparator.<Problem, Boolean>comparing(problem -> problem.code().isWarning())
                    .thenComparing(problem -> !problem.span().source().equals(file))
                    .thenComparing(
                        problem -> problem.span().source().equals(file) ? problem.span() : NOWHERE,
                        IN_ORDER))
            .toList();
  }

  /** Returns how many errors there are. */
  public int errors() {
    return problems.size() - warnings();
  }

  /** Returns how many warnings there are. */
  public int warnings() {
    return (int) problems.stream().filter(problem -> problem.code().isWarning()).count();
  }

  /** Returns what is wrong, by code, in order. */
  public List<Code> codes() {
    return problems.stream().map(Problem::code).toList();
  }

  List<Problem> all() {
    return problems;
  }

  /**
   * Returns at most 20 of them for people, each with its line and carets below what is wrong, and a
   * last line that counts; empty if nothing is wrong.
   */
  public String text() {
    if (problems.isEmpty()) {
      return "";
    }
    String shown =
        problems.stream().limit(SHOWN).map(Problems::screen).collect(Collectors.joining("\n"));
    int hidden = problems.size() - SHOWN;
    return shown + (hidden > 0 ? "\n… and " + hidden + " more\n" : "") + "\n" + summary() + "\n";
  }

  /** Returns each on a line of its own; empty if nothing is wrong. */
  public String lines() {
    return problems.stream().map(Problems::line).collect(Collectors.joining());
  }

  private static String line(Problem problem) {
    String help = problem.help().isEmpty() ? "" : "; " + problem.help();
    return severity(problem)
        + (" " + problem.code().number() + "  " + message(problem) + help + "\n");
  }

  /**
   * Returns all of them as a JSON array of {@code {code, severity, file, line, column, endColumn,
   * path, message, help}}; lines and columns count from 1, {@code endColumn} is exclusive.
   */
  public String json() {
    return problems.stream().map(Problems::object).collect(Collectors.joining(",\n ", "[", "]\n"));
  }

  private String summary() {
    if (errors() == 0) {
      return file + ": " + count(warnings(), "warning");
    }
    return file
        + ": "
        + count(errors(), "error")
        + (warnings() > 0 ? ", " + count(warnings(), "warning") : "")
        + ". Nothing was started.";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String severity(Problem problem) {
    return problem.code().isWarning() ? "warning" : "error";
  }

  private static String screen(Problem problem) {
    Span span = problem.span();
    String number = Integer.toString(span.line());
    String gutter = " ".repeat(number.length() + 2) + "|";
    var window = Window.of(span);
    var text = new StringBuilder();
    text.append(severity(problem)).append('[').append(problem.code().number()).append("]: ");
    text.append(problem.message()).append('\n');
    text.append("  --> ").append(span.source().name());
    text.append(':').append(number).append(':').append(span.column()).append('\n');
    text.append(gutter).append('\n');
    text.append(' ').append(number).append(" | ").append(window.line()).append('\n');
    text.append(gutter).append(' ').append(window.carets());
    text.append((" " + problem.label()).stripTrailing()).append('\n');
    if (!problem.help().isEmpty()) {
      text.append(gutter, 0, gutter.length() - 1).append("= help: ").append(problem.help());
      text.append('\n');
    }
    return text.toString();
  }

  /** The part of a line that fits a screen, and the carets below it. */
  private record Window(String line, String carets) {

    static Window of(Span span) {
      String whole = Quote.printable(span.source().line(span.line()));
      int[] points = whole.codePoints().toArray();
      int skip = span.column() <= WIDEST / 2 ? 0 : span.column() - WIDEST / 2;
      skip = points.length <= WIDEST ? 0 : Math.min(skip, points.length - WIDEST);
      int length = Math.min(points.length - skip, WIDEST);
      int before = Math.max(0, span.column() - 1 - skip);
      int marked = Math.min(span.endColumn() - span.column(), Math.max(1, length - before));
      return new Window(new String(points, skip, length), " ".repeat(before) + "^".repeat(marked));
    }
  }

  private static String object(Problem problem) {
    Span span = problem.span();
    return "{\"code\": "
        + quoted(problem.code().number())
        + ", \"severity\": "
        + quoted(severity(problem))
        + ", \"file\": "
        + quoted(span.source().name())
        + (", \"line\": " + span.line() + ", \"column\": " + span.column())
        + (", \"endColumn\": " + span.endColumn() + ", \"path\": ")
        + quoted(problem.path())
        + ", \"message\": "
        + quoted(message(problem))
        + ", \"help\": "
        + quoted(problem.help())
        + "}";
  }

  private static String message(Problem problem) {
    return problem.label().isEmpty()
        ? problem.message()
        : problem.message() + ": " + problem.label();
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
