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

  /** Returns the size of the terminal behind standard output, if there is one. */
  static Optional<Size> outputSize() {
    return open(SystemOutput.ForcedSysOut).map(Tty::sizeAndClose);
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

  /** Returns the present size; that of the first terminals if this one does not tell. */
  Size size() {
    Size told = terminal.getSize();
    return Size.of(
        told.getColumns() > 0 ? told.getColumns() : COLUMNS,
        told.getRows() > 0 ? told.getRows() : ROWS);
  }

  private Size sizeAndClose() {
    try {
      return size();
    } finally {
      close();
    }
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
