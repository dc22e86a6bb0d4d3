package dev.rungs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rungs.actors.journal.EventJson;
import dev.rungs.cli.file.Reading;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.Setter;
import dev.rungs.cli.file.SweepFile;
import dev.rungs.cli.file.SweepFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    var setters = new ArrayList<>(set.stream().map(Setter::set).toList());
    setters.addAll(more);
    Reading reading = SweepFiles.read(file, text, Path.of(data), Registry.installed(), setters);
    if (reading instanceof Reading.Valid valid) {
      reading.problems().lines().lines().forEach(console::say);
      return valid.file();
    }
    throw new Refusal(Exit.FILE, "the sweep file is wrong\n\n" + reading.problems().text());
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
