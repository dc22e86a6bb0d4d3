package dev.rungs.actors.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a program has come, and what it needs to go on from there.
 *
 * @param epoch the last epoch that was reported; 0 for none
 * @param model what the program wrote last, at that epoch or before: no path if nothing, else one
 *     file or directory
 */
record Saved(int epoch, List<Path> model) {

  static final Saved NOTHING = new Saved(0, List.of());

  private static final String STATE = "command.json";
  private static final String MODEL = "model";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads what {@link #write} wrote. */
  static Saved read(Path directory) throws IOException {
    JsonNode state = JSON.readTree(directory.resolve(STATE).toFile());
    Path model = directory.resolve(MODEL).toAbsolutePath();
    return new Saved(
        state.required("epoch").intValue(), Files.isDirectory(model) ? List.of(model) : List.of());
  }

  /** Returns the directory to go on from. */
  Optional<Path> directory() {
    return model.stream().findFirst();
  }

  /** Copies all into an empty directory; a model that is a single file gets a directory too. */
  void write(Path directory) throws IOException {
    JSON.writeValue(directory.resolve(STATE).toFile(), Map.of("epoch", epoch));
    for (Path source : model) {
      Path target = directory.resolve(MODEL);
      if (Files.isDirectory(source)) {
        copyTree(source, target);
      } else {
        Files.copy(source, Files.createDirectory(target).resolve(source.getFileName()));
      }
    }
  }

  private static void copyTree(Path source, Path target) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(source)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      Files.copy(path, target.resolve(source.relativize(path).toString()));
    }
  }
}
