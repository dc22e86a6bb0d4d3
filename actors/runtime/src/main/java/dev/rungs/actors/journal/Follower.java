package dev.rungs.actors.journal;

import org.jspecify.annotations.Nullable;

/** Reads along a chain, from its beginning or from an event in it, and sees that it is whole. */
final class Follower {

  private final Head least;
  private long next;
  private @Nullable Head head;

  private Follower(long next, @Nullable Head head, Head least) {
    this.next = next;
    this.head = head;
    this.least = least;
  }

  /**
   * Returns one that reads from the first event.
   *
   * @param least where the chain has come at least, as is noted elsewhere
   */
  static Follower fromStart(String persistenceId, Head least) {
    return new Follower(1, Head.start(persistenceId), least);
  }

  /** Returns one that reads from event {@code first}, which it believes if that is intact. */
  static Follower from(long first, Head least) {
    return new Follower(first, null, least);
  }

  /** Returns the number of the event that must come next. */
  long next() {
    return next;
  }

  /** Returns how far the chain is whole; {@link Head#NONE} if nothing is known. */
  Head head() {
    return head == null ? Head.NONE : head;
  }

  /**
   * Reads on.
   *
   * @param row the number its row has
   * @throws Damage if this is not the event that follows
   */
  void follow(long row, Frame frame) {
    if (row != next) {
      throw new Damage("is missing");
    }
    if (frame.head().number() != row) {
      throw new Damage("is not it, but event " + frame.head().number());
    }
    if (head != null && !frame.follows(head)) {
      throw new Damage("does not follow event " + (row - 1));
    }
    if (row == least.number() && !frame.head().equals(least)) {
      throw new Damage("is not the one that " + Marks.FILE + " notes");
    }
    head = frame.head();
    next++;
  }

  /**
   * There are no more events.
   *
   * @throws Damage if there must be
   */
  void end() {
    if (next <= least.number()) {
      throw new Damage("is missing: " + Marks.FILE + " notes " + least.number() + " events");
    }
  }
}
