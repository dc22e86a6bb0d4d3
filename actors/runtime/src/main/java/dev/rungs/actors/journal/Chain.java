package dev.rungs.actors.journal;

import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.EventSeq;

/**
 * The chain of one persistent actor's events: encodes each on the way into the journal with the
 * hash of its predecessor, and lets only the one that follows back in.
 *
 * <p>Belongs to one actor. It is the actor's event adapter, hears of the end of each recovery, and
 * of each commit, of which it then leaves a {@link Mark} before anybody is told.
 *
 * @param <E> the family of the events
 */
public final class Chain<E> extends EventAdapter<Journaled<E>, Object> {

  private static final String JOURNAL = "the journal";

  private final EventCodec codec;
  private final Class<E> family;
  private final String persistenceId;
  private final Mark mark;
  private Follower follower;

  /** A chain that has not been read yet. */
  public Chain(EventCodec codec, Class<E> family, String persistenceId, Mark mark) {
    this.codec = codec;
    this.family = family;
    this.persistenceId = persistenceId;
    this.mark = mark;
    this.follower = start();
  }

  private Follower start() {
    return Follower.fromStart(persistenceId, Head.NONE);
  }

  @Override
  public String manifest(Journaled<E> event) {
    return ""; // The serializer's manifest tells all.
  }

  @Override
  public Object toJournal(Journaled<E> event) {
    Frame frame = codec.encode(follower.head(), event);
    follower.follow(follower.next(), frame);
    return frame;
  }

  /**
   * Returns the event.
   *
   * @throws JournalException if it is damaged or unknown, or does not follow the one before
   */
  @Override
  public EventSeq<Journaled<E>> fromJournal(Object row, String manifest) {
    Frame frame = (Frame) row;
    try {
      frame.intact();
      if (frame.head().number() == 1) {
        follower = start(); // The actor has restarted and reads from the beginning.
      }
      follower.follow(follower.next(), frame);
      return EventSeq.single(codec.decode(frame, family));
    } catch (Damage e) {
      throw JournalException.damaged(JOURNAL, persistenceId, follower.next(), e);
    } catch (JournalException e) {
      throw JournalException.unknown(JOURNAL, persistenceId, follower.next() - 1, e);
    }
  }

  /**
   * All events are read.
   *
   * @param last the last one's number; 0 if there is none
   */
  public void recovered(long last) {
    if (last == 0) {
      follower = start(); // What the actor tried to write before it restarted is not there.
    }
  }

  /** All events that were encoded are on disk. */
  public void committed() {
    mark.reached(follower.head());
  }
}
