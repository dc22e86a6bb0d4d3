package dev.rungs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rungs.actors.journal.EventJson;
import dev.rungs.cli.file.Reading;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.Setter;
import dev.rungs.cli.file.SweepFile;
import dev.rungs.cli.file.SweepFiles;
import dev.rungs.sweep.SweepSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a sweep was started with, kept beside its results so that it can be resumed without its
 * file.
 *
 * @param file the sweep file's name as given, for messages
 * @param data where relative names of data files start
 * @param set the values of {@code --set}, in order
 */
record Recipe(String file, String data, List<String> set) {

  private static final String TEXT = "sweep.yaml";
  private static final String START = "start.json";

  Recipe {
    set = List.copyOf(set);
  }

  /**
   * Returns the sweep that a text describes under this recipe.
   *
   * @param more values that take the place of the file's, after those of the recipe
   * @throws Refusal with every error of the text
   */
  SweepFile read(byte[] text, List<Setter> more, Console console) {
    Reading reading = reading(text, more);
    if (reading instanceof Reading.Valid valid) {
      reading.problems().lines().lines().forEach(console::say);
      return valid.file();
    }
    throw new Refusal(Exit.FILE, "the sweep file is wrong\n\n" + reading.problems().text());
  }

  private Reading reading(byte[] text, List<Setter> more) {
    var setters = new ArrayList<>(set.stream().map(Setter::set).toList());
    setters.addAll(more);
    return SweepFiles.read(file, text, Path.of(data), Registry.installed(), setters);
  }

  /**
   * Returns this recipe without the last values that were set, as far back as it takes for the text
   * to describe such a sweep; empty if it never did.
   */
  Optional<Recipe> before(byte[] text, Predicate<SweepSpec> described) {
    return IntStream.rangeClosed(0, set.size())
        .mapToObj(last -> new Recipe(file, data, set.subList(0, set.size() - last)))
        .filter(
            each ->
                each.reading(text, List.of()) instanceof Reading.Valid valid
                    && described.test(valid.file().spec()))
        .findFirst();
  }

  /** Returns this recipe with further values, which take the place of earlier ones. */
  Recipe with(List<String> more) {
    var all = new ArrayList<>(set);
    all.addAll(more);
    return new Recipe(file, data, all);
  }

  /** Returns the bytes of a sweep file. */
  static byte[] text(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Refusal(Exit.FILE, file + " does not exist, must be a sweep file", e);
    } catch (IOException e) {
      throw new Refusal(Exit.FILE, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Keeps the recipe and its text in a sweep's folder. */
  void save(Path folder, byte[] text) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(TEXT), text);
      Files.writeString(folder.resolve(START), EventJson.pretty(this) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written", e);
    }
  }

  /** Returns the text that a sweep's folder keeps. */
  static byte[] savedText(Path folder) {
    return text(folder.resolve(TEXT));
  }

  /** Returns whether a sweep's folder keeps a recipe: it was started from a file. */
  static boolean isSaved(Path folder) {
    return Files.exists(folder.resolve(START));
  }

  /** Returns the recipe that a sweep's folder keeps. */
  static Recipe saved(Path folder) {
    Path file = folder.resolve(START);
    try {
      return JsonMapper.builder()
          .build()
          .readValue(new String(text(file), StandardCharsets.UTF_8), Recipe.class);
    } catch (JsonProcessingException e) {
      throw new Refusal(Exit.UNKNOWN, file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }
}
