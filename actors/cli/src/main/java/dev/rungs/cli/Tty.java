package dev.rungs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/** A terminal that somebody looks at. Its size may change at any time. */
final class Tty implements AutoCloseable {

  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final Terminal terminal;

  private Tty(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns the terminal behind standard output, if there is one; only its size is of use. */
  static Optional<Tty> output() {
    Optional<Tty> tty = open(SystemOutput.ForcedSysOut);
    tty.ifPresent(Tty::close);
    return tty;
  }

  /** Returns the terminal behind standard error, if there is one. */
  static Optional<Tty> error() {
    return open(SystemOutput.ForcedSysErr);
  }

  private static Optional<Tty> open(SystemOutput output) {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(output)
              .nativeSignals(false)
              .dumb(false)
              .build();
      return Optional.of(new Tty(terminal));
    } catch (IOException | IllegalStateException noTerminal) {
      return Optional.empty();
    }
  }

  String type() {
    return terminal.getType();
  }

  int columns() {
    return size().getColumns() > 0 ? size().getColumns() : COLUMNS;
  }

  int rows() {
    return size().getRows() > 0 ? size().getRows() : ROWS;
  }

  private Size size() {
    return terminal.getSize();
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
