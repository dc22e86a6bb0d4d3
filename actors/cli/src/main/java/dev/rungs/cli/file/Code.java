package dev.rungs.cli.file;

/** What can be wrong with a sweep file. A number, once released, keeps its meaning. */
public enum Code {
  /** The file cannot be read. */
  UNREADABLE("SW001"),
  /** The file is not UTF-8. */
  ENCODING("SW002"),
  /** The file is not YAML. */
  SYNTAX("SW003"),
  /** YAML that a sweep file does without: aliases, tags, several documents, keys that are lists. */
  NOT_PLAIN("SW004"),
  /** The file is too large or nested too deeply. */
  TOO_LARGE("SW005"),
  /** A key stands twice. */
  DUPLICATE("SW006"),
  /** An option of the command line does not name a place in the file. */
  OPTION("SW007"),
  /** A key that is not understood. */
  UNKNOWN_KEY("SW101"),
  /** Something required is missing. */
  MISSING("SW102"),
  /** A list where a mapping belongs, and so on. */
  SHAPE("SW103"),
  /** A word that is not one of those expected. */
  UNKNOWN_WORD("SW104"),
  /** A value outside its rule. */
  VALUE("SW105"),
  /** A trainer that cannot be found. */
  NO_TRAINER("SW110"),
  /** A setting that stands both under trainer and under space. */
  SET_TWICE("SW111"),
  /** A range that leaves what the trainer's setting accepts. */
  OUTSIDE_SETTING("SW112"),
  /** A metric that the trainer does not report. */
  UNKNOWN_METRIC("SW113"),
  /** A range whose low end is above its high end. */
  SWAPPED("SW121"),
  /** A condition on something that is not an earlier parameter. */
  CONDITION("SW122"),
  /** A point of start_with that is not in the space. */
  START_POINT("SW123"),
  /** A constraint that is not understood, is not about numbers of the space, or empties it. */
  CONSTRAINT("SW124"),
  /** A requirement that is not understood, or is about a parameter. */
  REQUIREMENT("SW126"),
  /** A fixed value that its parameter cannot have. */
  FIXED("SW125"),
  /** A text that is not a duration, a budget or a share. */
  UNIT("SW130"),
  /** Settings that are fine one by one, but not together. */
  SETTINGS("SW141"),
  /** Nothing ends the sweep. */
  ENDLESS("SW150"),
  /** A linear range over three powers of ten or more. */
  WIDE_LINEAR("SW301"),
  /** More combinations than trials. */
  GRID_CUT("SW303"),
  /** A last rung that is shorter than the others. */
  SHORT_RUNG("SW304"),
  /** Fewer than three trials are expected to train to the end. */
  FEW_AT_TOP("SW305"),
  /** A space that holds fewer configurations than trials are wanted. */
  SMALL_SPACE("SW306");

  private final String number;

  Code(String number) {
    this.number = number;
  }

  /** Returns the number people search for, such as {@code SW101}. */
  public String number() {
    return number;
  }

  /** Returns whether the sweep can run nevertheless. */
  public boolean isWarning() {
    return number.startsWith("SW3");
  }
}
