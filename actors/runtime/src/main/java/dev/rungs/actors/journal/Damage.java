package dev.rungs.actors.journal;

/** What is wrong with an event; whoever reads it adds where it stands and what to do. */
final class Damage extends RuntimeException {

  private static final long serialVersionUID = 1;

  Damage(String what) {
    super(what);
  }
}
