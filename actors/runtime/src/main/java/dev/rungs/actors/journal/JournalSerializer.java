package dev.rungs.actors.journal;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;

/**
 * The {@link EventCodec} as Akka's persistence plugins call it; named in {@code reference.conf}.
 */
final class JournalSerializer extends SerializerWithStringManifest {

  /** Kept in every row of every journal: "RUNG" in ASCII. It can never change. */
  static final int IDENTIFIER = 0x52554E47;

  private final EventCodec codec;

  JournalSerializer(ExtendedActorSystem system) {
    codec =
        EventCodec.of(
            system.settings().config().getStringList(Journal.FAMILIES).stream()
                .map(name -> load(system, name))
                .toArray(Class<?>[]::new));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object journaled) {
    return codec.manifest((Journaled<?>) journaled);
  }

  @Override
  public byte[] toBinary(Object journaled) {
    return codec.encode((Journaled<?>) journaled);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return codec.decode(manifest, bytes);
  }

  private static Class<?> load(ExtendedActorSystem system, String name) {
    try {
      return Class.forName(name, false, system.dynamicAccess().classLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          Journal.FAMILIES + " holds " + name + ", must name classes of the program", e);
    }
  }
}
