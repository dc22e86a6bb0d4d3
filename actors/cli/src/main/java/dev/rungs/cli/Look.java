package dev.rungs.cli;

import dev.rungs.cli.view.Screen;
import picocli.CommandLine.Option;

/** The options that decide how results look. */
final class Look {

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never; also off with NO_COLOR (default: auto)")
  Console.Color color = Console.Color.AUTO;

  @Option(names = "--ascii", description = "no block and braille characters")
  boolean ascii;

  /** Returns what results may look like. */
  Screen screen(Console console) {
    return console.screen(color, ascii);
  }
}
