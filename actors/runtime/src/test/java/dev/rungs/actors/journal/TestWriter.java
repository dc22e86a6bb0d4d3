package dev.rungs.actors.journal;

import akka.actor.typed.ActorSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that writes a journal until it is killed, or only tries to open one. */
final class TestWriter {

  private TestWriter() {}

  /**
   * Starts a writer; it prints the number of each event that is on disk.
   *
   * @param url PostgreSQL's, if it is to write there
   */
  static Process start(Path directory, String... url) throws IOException {
    return fork("write", directory, url);
  }

  /** Starts a process that opens and closes the journal; it prints why it could not. */
  static Process tryToOpen(Path directory, String... url) throws IOException {
    return fork("open", directory, url);
  }

  /** Returns where the process puts what is its own. */
  static Path temporary(Path directory) {
    return directory.resolve("temporary");
  }

  private static Process fork(String what, Path directory, String... url) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + Files.createDirectories(temporary(directory)),
                "-cp",
                System.getProperty("java.class.path"),
                TestWriter.class.getName(),
                what,
                directory.toString()));
    command.addAll(List.of(url));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    try (Journal journal = Journal.open(directory, database(directory, arguments), lost -> {})) {
      if (arguments[0].equals("write")) {
        write(journal);
      }
    } catch (JournalException e) {
      System.out.print(e.getMessage());
    }
  }

  private static Database database(Path directory, String[] arguments) {
    return arguments.length > 2
        ? Database.postgres(arguments[2], PostgresServer.USER, PostgresServer.PASSWORD)
        : Database.in(directory);
  }

  private static void write(Journal journal) throws Exception {
    ActorSystem<Recorder.Command> system = Recorder.start(journal, Recorder.id("killed"));
    for (long next = Recorder.count(system) + 1; ; next++) {
      System.out.println(Recorder.record(system, next));
    }
  }
}
