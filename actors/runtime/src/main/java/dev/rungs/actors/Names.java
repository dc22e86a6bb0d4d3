package dev.rungs.actors;

import java.util.UUID;

/** Names for actors beside those of an actor system that may not be ours: never the same twice. */
final class Names {

  private Names() {}

  static String next(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }
}
