package dev.rungs.actors.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a process prints: reports for the slot's thread, all else into the log. Two threads read, so
 * that the process never waits for the log or the other stream; it waits when {@value #AHEAD}
 * reports are unread.
 */
final class Output implements AutoCloseable {

  private static final int AHEAD = 1024;
  private static final int LAST_LINES = 20;

  private final Writer log;
  private final Deque<String> lastErrors = new ArrayDeque<>();

  /** Ends with an empty element. */
  private final BlockingQueue<Optional<String>> reports = new LinkedBlockingQueue<>(AHEAD);

  private final Thread errorReader;
  private volatile boolean closed;

  /**
   * Starts to read.
   *
   * @param log closed by {@link #close}
   * @param name of the threads
   */
  Output(Process process, Writer log, String name) {
    this.log = log;
    Program.daemon(name + " out", () -> readReports(process.getInputStream()));
    errorReader = Program.daemon(name + " err", () -> readErrors(process.getErrorStream()));
  }

  /**
   * Returns the next report. The outer is empty if there is none yet, the inner if there will never
   * be one.
   */
  Optional<Optional<String>> poll(Duration patience) throws InterruptedException {
    return Optional.ofNullable(reports.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Waits for the end of standard error, which may come later than that of the process. */
  void awaitErrors(Duration patience) throws InterruptedException {
    errorReader.join(Math.max(1, patience.toMillis())); // 0 would be for ever
  }

  /** Returns the last lines of standard error. */
  String lastErrors() {
    synchronized (lastErrors) {
      return String.join("\n", lastErrors);
    }
  }

  /** Throws away what is still to come. */
  @Override
  public void close() throws IOException {
    closed = true;
    reports.clear(); // wakes a reader that waits for room
    synchronized (log) {
      log.close();
    }
  }

  private void readReports(InputStream stream) {
    eachLine(
        stream,
        line -> {
          if (Line.isReport(line)) {
            offer(Optional.of(line));
          } else {
            log(line);
          }
        });
    offer(Optional.empty());
  }

  private void readErrors(InputStream stream) {
    eachLine(
        stream,
        line -> {
          remember(line);
          log(line);
        });
  }

  private void offer(Optional<String> report) {
    try {
      while (!closed && !reports.offer(report, 1, TimeUnit.SECONDS)) {
        // The sweep has not asked for the next epoch: the process waits too.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void remember(String line) {
    synchronized (lastErrors) {
      lastErrors.addLast(line);
      if (lastErrors.size() > LAST_LINES) {
        lastErrors.removeFirst();
      }
    }
  }

  private void log(String line) {
    synchronized (log) {
      if (closed) {
        return;
      }
      try {
        log.write(line);
        log.write('\n');
        log.flush();
      } catch (IOException e) {
        // The disk may be full. The log is for people; the trial must go on being read.
      }
    }
  }

  // The end of a process closes its streams, in the middle of a line or of a read.
  private static void eachLine(InputStream stream, Consumer<String> action) {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        action.accept(line);
      }
    } catch (IOException e) {
      // Nothing more to read.
    }
  }
}
