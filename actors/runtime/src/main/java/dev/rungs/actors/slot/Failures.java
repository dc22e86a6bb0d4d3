package dev.rungs.actors.slot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What thrown things mean. */
public final class Failures {

  private static final int LONGEST = 500;

  private Failures() {}

  /** Returns one line for people: the class, the message and where it was thrown. */
  public static String describe(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
    String line = (name(thrown) + message + where).replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** Returns whether heap or native memory ran out; native code says so in a message alone. */
  public static boolean isOutOfMemory(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError || saysOutOfMemory(each.getMessage())) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysOutOfMemory(@Nullable String message) {
    String lower = message == null ? "" : message.toLowerCase(Locale.ROOT);
    return lower.contains("bad_alloc") || lower.contains("out of memory");
  }

  private static String name(Throwable thrown) {
    return thrown instanceof IllegalArgumentException ? "refused" : thrown.getClass().getName();
  }
}
