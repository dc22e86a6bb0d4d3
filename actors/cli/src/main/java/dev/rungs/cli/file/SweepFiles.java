package dev.rungs.cli.file;

import dev.rungs.cli.file.Node.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads sweep files. */
public final class SweepFiles {

  private SweepFiles() {}

  /**
   * Reads a file. Whatever it holds, even no text at all, the answer is a sweep or a list of
   * problems, never an exception.
   *
   * @param setters values that take the place of the file's, the last of a path winning
   */
  public static Reading read(Path file, Registry registry, List<Setter> setters) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path base = folder == null ? file.toAbsolutePath() : folder;
      return read(file.toString(), Files.readAllBytes(file), base, registry, setters);
    } catch (IOException unreadable) {
      String reason =
          unreadable instanceof NoSuchFileException
              ? "there is no such file"
              : "cannot be read: " + unreadable.getMessage();
      Source source = Source.of(file.toString(), "");
      var problem = Problem.of(Code.UNREADABLE, source.start(), "", reason);
      return new Reading.Invalid(new Problems(source, List.of(problem)));
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param name the file's name, for messages
   * @param base where relative names of data files start
   */
  public static Reading read(
      String name, byte[] bytes, Path base, Registry registry, List<Setter> setters) {
    var findings = new Findings();
    Optional<String> text = Yaml.decode(name, bytes, findings);
    Source source = Source.of(name, text.orElse(""));
    Optional<SweepFile> file =
        text.flatMap(known -> document(source, known, findings))
            .map(root -> override(root, setters, findings))
            .flatMap(root -> new SweepReader(root, source, base, registry, findings).read());
    var problems = new Problems(source, findings.all());
    return file.<Reading>map(valid -> new Reading.Valid(valid, problems))
        .orElseGet(() -> new Reading.Invalid(problems));
  }

  private static Optional<Fields> document(Source source, String text, Findings findings) {
    long before = findings.errors();
    Optional<Node> root = Yaml.read(source, text, findings);
    if (root.isPresent() && root.get() instanceof Fields fields) {
      return Optional.of(fields);
    }
    if (findings.errors() == before) {
      findings.add(
          Problem.of(
                  Code.SHAPE,
                  source.start(),
                  "",
                  "the file holds " + root.map(Node::what).orElse("nothing"))
              .label("must be a mapping with " + String.join(", ", SweepReader.KEYS)));
    }
    return Optional.empty();
  }

  private static Fields override(Fields root, List<Setter> setters, Findings findings) {
    Fields changed = root;
    for (Setter setter : setters) {
      changed = setter.apply(changed, findings);
    }
    return changed;
  }
}
