package dev.rungs.benchmarks.bbob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The regrets of one contest, kept in a file, so that a long campaign can be cut and gone on with,
 * and searches that ran at different times are compared. A line of the file is {@code
 * sampler,function,seed,regret}; its first says the contest.
 */
final class Results {

  /** One search. */
  record Key(String sampler, int function, long seed) {}

  private final Optional<Path> file;
  private final Map<Key, Double> regrets = new LinkedHashMap<>();

  private Results(Optional<Path> file) {
    this.file = file;
  }

  /** Returns results that are only in memory. */
  static Results inMemory() {
    return new Results(Optional.empty());
  }

  /**
   * Opens a file, or begins it.
   *
   * @throws IllegalArgumentException if it is that of another contest, or none at all
   */
  static Results in(Path file, Contest contest) throws IOException {
    var results = new Results(Optional.of(file));
    String title = contest.toString();
    if (!Files.exists(file)) {
      Files.writeString(file, title + "\n");
      return results;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(title)) {
      throw new IllegalArgumentException(
          file
              + " begins with "
              + (lines.isEmpty() ? "nothing" : lines.get(0))
              + ", must be "
              + title);
    }
    for (int number = 2; number <= lines.size(); number++) {
      results.read(file + " line " + number, lines.get(number - 1));
    }
    return results;
  }

  private void read(String place, String line) {
    String[] cells = line.split(",", -1);
    try {
      var key = new Key(cells[0], Integer.parseInt(cells[1]), Long.parseLong(cells[2]));
      regrets.put(key, Double.parseDouble(cells[3]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          place + " is '" + line + "', must be sampler,function,seed,regret", e);
    }
  }

  Optional<Double> regret(Key key) {
    return Optional.ofNullable(regrets.get(key));
  }

  void add(Key key, double regret) {
    regrets.put(key, regret);
    String line = key.sampler() + "," + key.function() + "," + key.seed() + "," + regret + "\n";
    file.ifPresent(
        path -> {
          try {
            Files.writeString(path, line, StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
