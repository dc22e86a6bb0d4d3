package dev.rungs.actors.isolate;

import dev.rungs.train.CancelledException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM that carries out requests, as its parent sees it. One thread asks at a time.
 *
 * <p>It has the class path, the flags and the properties of this JVM, but no agents and no log
 * files of theirs. Signals of the terminal do not reach it: only the parent decides when it ends.
 * When the parent dies, even by {@code kill -9}, it ends too.
 */
final class Child {

  private static final Logger log = LoggerFactory.getLogger(Child.class);

  /** How long a child may take to notice that it was cancelled or closed; then it is killed. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How often a waiting slot looks whether its trial was cancelled. */
  private static final Duration TICK = Duration.ofMillis(100);

  /** How long the end of a killed process may take. */
  private static final Duration KILLED = Duration.ofSeconds(10);

  // The answers go through descriptor 3: what the trainer or a native library prints goes to the
  // log. Signals that are ignored stay so in the program that exec starts.
  private static final String SHELL = "ulimit -c 0; trap '' HUP INT TERM; exec \"$@\" 3>&1 1>&2";
  private static final String ANSWERS = "/dev/fd/3";

  private static final List<String> FLAGS_OF_PARENT =
      List.of(
          "-agent",
          "-javaagent",
          "-Xrun",
          "-Xdebug",
          "-Xlog",
          "-XX:StartFlightRecording",
          "-XX:ErrorFile",
          "-Dcom.sun.management.jmxremote");

  private final Process process;
  private final Path output;
  private final DataOutputStream requests;

  /** At most the answer that is waited for, and an empty element at the end. */
  private final BlockingQueue<Optional<Reply>> replies = new ArrayBlockingQueue<>(2);

  /** Why it is killed, if it broke the protocol. */
  private volatile String breach = "";

  private int models;

  private Child(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    var listener = new Thread(this::listen, "rungs-child-" + process.pid());
    listener.setDaemon(true);
    listener.start();
  }

  /**
   * Starts a child.
   *
   * @param output where all that it prints is added; the JVM's crash reports go beside it
   */
  static Child start(Path output) throws IOException {
    Path absolute = output.toAbsolutePath();
    Files.createDirectories(absolute.resolveSibling("."));
    var command = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.add("-XX:ErrorFile=" + report(absolute, "%p"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChildMain.class.getName(), ANSWERS));
    var builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(absolute.toFile()));
    return new Child(builder.start(), absolute);
  }

  /** Returns those of the parent's flags that fit a second JVM beside it. */
  static List<String> flags(List<String> parents) {
    return parents.stream()
        .filter(flag -> FLAGS_OF_PARENT.stream().noneMatch(flag::startsWith))
        .toList();
  }

  private static Path report(Path output, String pid) {
    return output.resolveSibling("hs_err_pid" + pid + ".log");
  }

  boolean isAlive() {
    return process.isAlive() && replies.isEmpty();
  }

  /** Returns a number that no model of this child has had. */
  int nextModel() {
    return ++models;
  }

  /**
   * Asks and waits for the answer, for as long as it takes.
   *
   * @param what is being done, for people
   */
  Reply ask(Request request, String what) throws InterruptedException {
    return ask(request, what, () -> false);
  }

  /**
   * Asks and waits for the answer.
   *
   * @param what is being done, for people
   * @param cancelled when it becomes true, the child is told, and killed if it does not answer
   * @throws CancelledException if it was killed for that
   * @throws ChildException if it ended, or broke the protocol, for which it is killed
   * @throws RuntimeException what the trainer threw
   */
  Reply ask(Request request, String what, BooleanSupplier cancelled) throws InterruptedException {
    Reply reply;
    try {
      send(request);
      reply = await(what, cancelled);
    } catch (InterruptedException abandoned) {
      kill();
      throw abandoned;
    }
    if (reply instanceof Reply.Threw threw) {
      if (threw.kind() == Reply.Kind.OUT_OF_MEMORY) {
        kill(); // what filled the memory may still be held
      }
      throw threw.inParent();
    }
    return reply;
  }

  private Reply await(String what, BooleanSupplier cancelled) throws InterruptedException {
    Optional<Optional<Reply>> reply = Optional.empty();
    while (reply.isEmpty() && !cancelled.getAsBoolean()) {
      reply = poll(TICK);
    }
    if (reply.isEmpty()) {
      send(new Request.Cancel());
      reply = poll(PATIENCE);
    }
    if (reply.isEmpty()) {
      log.warn("{}: its JVM does not answer and is killed", what);
      kill();
      throw new CancelledException();
    }
    if (reply.get().isEmpty()) {
      throw new ChildException(what + ": its JVM " + end());
    }
    return reply.get().get();
  }

  /** The outer is empty if there is no answer yet, the inner if there will never be one. */
  private Optional<Optional<Reply>> poll(Duration patience) throws InterruptedException {
    return Optional.ofNullable(replies.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void send(Request request) {
    try {
      Frames.send(requests, Frames.encode(Request.class, request));
    } catch (IOException ended) {
      // The listener tells of the end.
    }
  }

  private String end() throws InterruptedException {
    replies.add(Optional.empty()); // for whoever asks next
    boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    kill();
    if (ended && breach.isEmpty()) {
      return Death.describe(process.exitValue(), report(output, Long.toString(process.pid())));
    }
    return (breach.isEmpty() ? "closed its connection" : breach) + " and was killed";
  }

  private void listen() {
    try (var in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      Optional<Reply> reply = Frames.read(in, Reply.class);
      while (reply.isPresent()) {
        if (!replies.isEmpty()) {
          throw new IOException(reply.get() + " without a request");
        }
        replies.add(reply);
        reply = Frames.read(in, Reply.class);
      }
    } catch (IOException garbled) {
      log.warn("child {} cannot be understood", process.pid(), garbled);
      breach = "answered what is no answer";
      process.toHandle().destroyForcibly();
    } finally {
      replies.add(Optional.empty());
    }
  }

  private void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly(); // what it has answered may still be read
    process.waitFor(KILLED.toMillis(), TimeUnit.MILLISECONDS); // the next one needs the memory
  }

  /** Lets the trainer close and the child end; kills it if it does not. */
  void close() throws InterruptedException {
    send(new Request.Close());
    try {
      process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      kill();
    }
  }
}
