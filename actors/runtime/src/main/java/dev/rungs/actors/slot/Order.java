package dev.rungs.actors.slot;

/** What a slot's thread is told to do next. */
public sealed interface Order permits Segment, Winner, Order.Close {

  /** Let go of everything and end. */
  enum Close implements Order {
    INSTANCE
  }
}
