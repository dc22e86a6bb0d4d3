package dev.rungs.cli.view;

import java.util.List;

/**
 * The first and the last of what is too much to read.
 *
 * @param left how many lie between them
 */
public record Excerpt<T>(List<T> first, int left, List<T> last) {

  /** How many people see of each end unless they ask for all. */
  public static final int ENDS = 20;

  public Excerpt {
    first = List.copyOf(first);
    last = List.copyOf(last);
  }

  /**
   * Returns the ends of a list, or all of it where nothing lies between them.
   *
   * @param ends how many of each end
   */
  public static <T> Excerpt<T> of(List<T> all, int ends) {
    int size = all.size();
    return size - ends <= ends
        ? new Excerpt<>(all, 0, List.of())
        : new Excerpt<>(all.subList(0, ends), size - 2 * ends, all.subList(size - ends, size));
  }

  /** Returns what stands in the place of those that are left out. */
  public String note() {
    return left + " more; --all shows them";
  }
}
