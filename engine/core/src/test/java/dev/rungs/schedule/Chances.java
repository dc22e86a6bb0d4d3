package dev.rungs.schedule;

import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Losses, speeds and orders drawn from a seed. */
final class Chances {

  private Chances() {}

  /** Losses of 0 to 19, so that many tie; one in {@code failing} is NaN, none if it is 0. */
  static Simulated.Losses losses(long seed, int failing) {
    return (trial, epoch) -> {
      long bits = Chance.mix(Chance.mix(seed, trial.number()), epoch) >>> 1;
      return failing > 0 && bits % failing == 0 ? Double.NaN : Math.floorDiv(bits, 1000L) % 20;
    };
  }

  /** 1 to 7 units of time an epoch. */
  static long pace(long seed, TrialId trial) {
    return 1 + (Chance.mix(seed, -1L - trial.number()) >>> 1) % 7;
  }

  /** Distinct losses, the same at every epoch: a permutation of 0 to {@code count - 1}. */
  static List<Integer> permutation(long seed, int count) {
    var order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order;
  }
}
