package dev.rungs.cli.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody may have meant. */
public final class Nearest {

  private Nearest() {}

  // What an edit costs, the likelier the less: so "widt1" and "widt1h" both mean width1, not width.
  private static final int SWAP = 1;
  private static final int SLIP = 2;
  private static final int OTHER_LETTER = 3;

  /**
   * Returns the candidate closest to {@code word}, if one is close: at most one edit for each three
   * letters, at least one. An edit inserts, drops or changes a letter or swaps two neighbours; case
   * is free.
   *
   * @param taken candidates that are less likely, as they are used already
   */
  static Optional<String> to(String word, Collection<String> candidates, Set<String> taken) {
    int edits = Math.max(1, word.length() / 3);
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= edits)
        .filter(candidate -> distance(word, candidate) <= edits * OTHER_LETTER)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(taken::contains));
  }

  static Optional<String> to(String word, Collection<String> candidates) {
    return to(word, candidates, Set.of());
  }

  /**
   * Returns the end of a message, such as {@code ; did you mean width?}; empty if none is close.
   */
  public static String hint(String word, Collection<String> candidates) {
    return to(word, candidates).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /** Returns whether one edit turns one word into the other. */
  static boolean oneSlip(String left, String right) {
    return Math.abs(left.length() - right.length()) <= 1 && distance(left, right) <= OTHER_LETTER;
  }

  /** The optimal string alignment distance, weighted. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? SLIP * (i + j) : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : OTHER_LETTER;
    int best =
        Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + SLIP);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + SWAP) : best;
  }
}
