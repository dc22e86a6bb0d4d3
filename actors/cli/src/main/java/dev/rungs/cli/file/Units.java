package dev.rungs.cli.file;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit, as a sweep file writes them. */
final class Units {

  static final String DURATION = "a number and one of ms, s, m, h, d, such as 90s";
  static final String EPOCHS = "a whole number of epochs >= 1, such as 400 or 400 epochs";
  static final String SHARE = "a share in [0, 1), such as 0.005 or 0.5%";

  static final String BYTES = "a size such as 500 MB or 1.5 GiB";

  private static final Map<String, Long> SIZES =
      Map.of(
          "kB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "TB",
          1_000_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30,
          "TiB",
          1L << 40);

  private static final Map<String, ChronoUnit> DURATIONS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private static final Pattern WITH_UNIT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?([kKMGT]i?B)");
  private static final Pattern LOOSE = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]+)");
  private static final Pattern COUNT = Pattern.compile("(\\d{1,9})(?: epochs?)?");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)%");

  private Units() {}

  /** Reads a duration above zero. */
  static Optional<Duration> duration(String text) {
    Matcher match = WITH_UNIT.matcher(text);
    return match.matches() && !match.group(1).matches("0+")
        ? Optional.of(
            Duration.of(
                Long.parseLong(match.group(1)),
                DURATIONS.getOrDefault(match.group(2), ChronoUnit.SECONDS)))
        : Optional.empty();
  }

  /** Returns what somebody who wrote "1 hr" may have meant: 1h. */
  static String durationMeant(String text) {
    Matcher match = LOOSE.matcher(text);
    if (!match.matches()) {
      return "";
    }
    String unit = match.group(2).toLowerCase(Locale.ROOT);
    String meant = unit.startsWith("mil") ? "ms" : unit.substring(0, 1);
    return DURATIONS.containsKey(meant) ? match.group(1) + meant : "";
  }

  /** Reads a number of epochs. */
  static Optional<Long> epochs(String text) {
    Matcher match = COUNT.matcher(text);
    return match.matches()
        ? Optional.of(Long.parseLong(match.group(1))).filter(count -> count >= 1)
        : Optional.empty();
  }

  /** Reads a number of bytes above zero. */
  static Optional<Long> bytes(String text) {
    Matcher match = SIZE.matcher(text);
    return match.matches()
        ? Optional.ofNullable(SIZES.get(match.group(2)))
            .map(unit -> new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(unit)))
            .map(BigDecimal::longValue)
            .filter(bytes -> bytes >= 1)
        : Optional.empty();
  }

  /** Reads a share of one. */
  static Optional<Double> share(String text) {
    Matcher match = PERCENT.matcher(text);
    try {
      double share =
          match.matches() ? Double.parseDouble(match.group(1)) / 100 : Double.parseDouble(text);
      return share >= 0 && share < 1 ? Optional.of(share) : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
