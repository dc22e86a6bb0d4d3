package dev.rungs.actors.journal;

/** Where it is noted, beside the journal, how far one of its chains has come at least. */
public interface Mark {

  /** Notes nothing. */
  Mark NONE = head -> {};

  /** Notes that the events up to this one are on disk. */
  void reached(Head head);
}
