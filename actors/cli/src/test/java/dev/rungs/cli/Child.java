package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The command in a JVM of its own, with the tests' class path. */
final class Child implements AutoCloseable {

  private static final long SECONDS = 120;
  private static final String END = "\0";

  private final Process process;
  private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> err = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private Child(Process process) {
    this.process = process;
    read(process.inputReader(), out);
    read(process.errorReader(), err);
  }

  static Child start(String... args) throws IOException {
    return start(List.of(), args);
  }

  static Child start(List<String> flags, String... args) throws IOException {
    var command = new ArrayList<String>();
    if (Path.of("/proc/self").toFile().exists()) {
      // A shell's background job ignores SIGINT, and so would its children.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(flags);
    String path = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", path)));
    command.add(Main.class.getName());
    command.addAll(Arrays.asList(args));
    return new Child(new ProcessBuilder(command).start());
  }

  private static void read(BufferedReader from, BlockingQueue<String> into) {
    var reader =
        new Thread(
            () -> {
              try (from) {
                from.lines().forEach(into::add);
              } catch (IOException | java.io.UncheckedIOException gone) {
                into.add("unreadable: " + gone);
              } finally {
                into.add(END);
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  /** Waits for so many lines of standard output that fit. */
  Child awaitOut(int count, Predicate<String> fits) throws InterruptedException {
    return await(out, count, fits);
  }

  /** Waits for a line of standard error that fits. */
  Child awaitErr(Predicate<String> fits) throws InterruptedException {
    return await(err, 1, fits);
  }

  private Child await(BlockingQueue<String> lines, int count, Predicate<String> fits)
      throws InterruptedException {
    int found = 0;
    while (found < count) {
      String line = lines.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line within %s s, after\n%s", SECONDS, text()).isNotNull();
      assertThat(line).as("a line before the end, after\n%s", text()).isNotEqualTo(END);
      seen.add(line);
      found += fits.test(line) ? 1 : 0;
    }
    return this;
  }

  /** Sends a signal such as {@code INT}. */
  Child signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, process.pid() + "").start();
    assertThat(kill.waitFor()).isZero();
    return this;
  }

  /** Waits for the end and returns the exit code. */
  int exit() throws InterruptedException {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(text()).isTrue();
    return process.exitValue();
  }

  /** Returns everything it wrote, after its end. */
  String all() throws InterruptedException {
    exit();
    drain(out);
    drain(err);
    return text();
  }

  /** Returns what it wrote to standard output and nobody has awaited, after its end. */
  List<String> rest() throws InterruptedException {
    exit();
    return drain(out);
  }

  private List<String> drain(BlockingQueue<String> lines) throws InterruptedException {
    var some = new ArrayList<String>();
    String line = lines.take();
    while (!line.equals(END)) {
      some.add(line);
      line = lines.take();
    }
    lines.add(END);
    seen.addAll(some);
    return some;
  }

  private String text() {
    return String.join("\n", seen);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
