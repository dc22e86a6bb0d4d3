package dev.rungs.cli.view;

import dev.rungs.space.Configuration;
import dev.rungs.space.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers, times and values for people. */
public final class Format {

  private static final MathContext METRIC = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final MathContext SETTING = new MathContext(3, RoundingMode.HALF_EVEN);

  private Format() {}

  /** Returns a measured number with four significant digits: 0.0831, 12.50, 1.234e+07. */
  public static String metric(double number) {
    return Double.isFinite(number) ? digits(number, METRIC, true) : "-";
  }

  /** Returns a parameter's value with at most three significant digits: 3.1e-3, 64, adam. */
  public static String setting(Value value) {
    return value instanceof Value.Real real ? digits(real.number(), SETTING, false) : value + "";
  }

  /** Returns {@code lr 3.1e-3 hidden 64}. */
  public static String settings(Configuration configuration) {
    return configuration.assignments().stream()
        .map(each -> each.name() + " " + setting(each.value()))
        .collect(Collectors.joining("  "));
  }

  private static String digits(double number, MathContext precision, boolean padded) {
    if (number == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(number).round(precision);
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -2 || exponent >= 6) {
      BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent);
      return shortest(mantissa) + "e" + exponent;
    }
    return padded && rounded.scale() > 0 ? rounded.toPlainString() : shortest(rounded);
  }

  private static String shortest(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.toPlainString();
  }

  /** Returns 45.2 s below a minute, else 3:20 or 1:03:20. */
  public static String duration(Duration time) {
    if (time.toMillis() < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return clock(time);
  }

  /** Returns 00:38 or 1:03:20. */
  static String clock(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** Returns 6-10 s, 2-3 min, 1.5-2.0 h: a range in the unit of its end. */
  static String range(double fromSeconds, double toSeconds) {
    if (toSeconds < 90) {
      return span(Math.round(fromSeconds) + "", Math.max(1, Math.round(toSeconds)) + "") + " s";
    }
    if (toSeconds < 90 * 60) {
      return span(Math.round(fromSeconds / 60) + "", Math.round(toSeconds / 60) + "") + " min";
    }
    return span(hours(fromSeconds), hours(toSeconds)) + " h";
  }

  private static String hours(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds / 3600);
  }

  private static String span(String from, String to) {
    return from.equals(to) ? to : from + "-" + to;
  }

  /** Returns 512 B, 1.5 MB, 20 GB: at most three digits. */
  static String bytes(long bytes) {
    List<String> units = List.of("B", "kB", "MB", "GB", "TB");
    double number = bytes;
    int unit = 0;
    while (number >= 999.5 && unit < units.size() - 1) {
      number /= 1000;
      unit++;
    }
    return shortest(new BigDecimal(number).round(SETTING)) + " " + units.get(unit);
  }

  /** Returns {@code 1 trial}, {@code 2 trials}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Returns how many columns a text takes; every character of ours takes one. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Returns the first {@code columns} characters of a text. */
  static String cut(String text, int columns) {
    return width(text) <= columns
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, columns)));
  }

  /**
   * Returns a text over as many lines as it needs, broken where {@code between} stands. A piece
   * that is longer than a line has one of its own.
   */
  static List<String> wrapped(String text, String between, int columns) {
    var lines = new ArrayList<String>();
    String line = "";
    for (String piece : text.split(Pattern.quote(between), -1)) {
      if (!line.isEmpty() && width(line) + between.length() + width(piece) > columns) {
        lines.add(line);
        line = "";
      }
      line += line.isEmpty() ? piece : between + piece;
    }
    lines.add(line);
    return lines;
  }

  /** Returns a text with blanks before it. */
  static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /** Returns a text with blanks after it. */
  static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }
}
