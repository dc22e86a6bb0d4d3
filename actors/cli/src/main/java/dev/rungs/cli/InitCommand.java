package dev.rungs.cli;

import dev.rungs.cli.file.Reading;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.SweepFiles;
import dev.rungs.sweep.SweepName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a sweep file to start from; it never replaces one. */
@Command(
    description = "Write a commented sweep file, for a table of examples or for a program.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the sweep file to write; must not exist")
  Path file = Path.of("");

  @Option(
      names = "--csv",
      paramLabel = "CSV",
      description = "a table of numbers and a label to learn (default: a program trains)")
  Optional<Path> csv = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "the label's column: its name, its number from 1, or last (default: last)")
  Optional<String> label = Optional.empty();

  private final Console console;

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (label.isPresent() && csv.isEmpty()) {
      throw new Refusal(
          Exit.USAGE, "--label is '" + label.get() + "', must come with --csv, the table it is in");
    }
    if (Files.exists(file)) {
      throw exists(file);
    }
    if (!Files.isDirectory(folder()) || !Files.isWritable(folder())) {
      throw new Refusal(
          Exit.USAGE, "FILE is " + file + ", must be in a folder that exists and can be written");
    }
    String name = Words.shell(file.toString());
    if (csv.isPresent()) {
      CsvSketch table = sketch(csv.get(), label.orElse("last"));
      write(Init.text(sweepName(file), fromFile(csv.get()), table));
      console.result(Init.done(name, csv.get().toString(), table).lines().toList());
    } else {
      write(Init.text(sweepName(file)));
      console.result(Init.done(name).lines().toList());
    }
    return Exit.OK.code();
  }

  private static CsvSketch sketch(Path csv, String label) {
    try {
      return CsvSketch.read(csv, label);
    } catch (NoSuchFileException e) {
      throw new Refusal(Exit.FILE, "--csv is " + csv + ", must be a file that exists", e);
    } catch (CharacterCodingException other) {
      throw new Refusal(Exit.FILE, csv + " is not UTF-8, must be; save it as UTF-8", other);
    } catch (IOException e) {
      throw new Refusal(
          Exit.FILE, "--csv is " + csv + ", which cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException unfit) {
      throw new Refusal(Exit.FILE, String.valueOf(unfit.getMessage()), unfit);
    }
  }

  /** Returns the table's name as the sweep file finds it: from the file's own folder. */
  private String fromFile(Path table) {
    Path absolute = table.toAbsolutePath().normalize();
    boolean near = !table.isAbsolute() && Objects.equals(absolute.getRoot(), folder().getRoot());
    Path found = near ? folder().normalize().relativize(absolute) : absolute;
    return found.toString().replace('\\', '/');
  }

  /** Returns the file's name without its ending, as far as it can name a sweep. */
  private static String sweepName(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString().replaceFirst("\\.[^.]*$", "");
    String safe = SweepName.near(name);
    return safe.chars().anyMatch(Character::isLetter) ? safe : SweepName.near("sweep" + safe);
  }

  private Path folder() {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Reading reading =
        SweepFiles.read(file.toString(), bytes, folder(), Registry.installed(), List.of());
    if (reading instanceof Reading.Invalid) {
      throw new Refusal(
          Exit.FILE, "no sweep file can describe this table\n\n" + reading.problems().text());
    }
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new Refusal(Exit.FILE, file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Refusal exists(Path file) {
    return new Refusal(
        Exit.USAGE, "FILE is " + file + ", which exists, must be a new file: nothing is replaced");
  }
}
