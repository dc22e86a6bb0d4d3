package dev.rungs.trial;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where chance comes from: the sweep's seed, the trial's number and a purpose, never the order of
 * messages. The same three give the same numbers in every JVM.
 */
public record Chance(long sweepSeed, TrialId trial) {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** Returns a fresh generator for one purpose, such as {@code "random sampler"}. */
  public RandomGenerator generator(String purpose) {
    return new SplittableRandom(seed(purpose));
  }

  /** Returns a seed for one purpose; seeds of different trials and purposes are unrelated. */
  public long seed(String purpose) {
    long mixed = mix(sweepSeed + GOLDEN);
    mixed = mix(mixed ^ (trial.number() + GOLDEN));
    for (int i = 0; i < purpose.length(); i++) {
      mixed = mix(mixed ^ (purpose.charAt(i) + GOLDEN));
    }
    return mixed;
  }

  /** Returns a seed that depends on every bit of both numbers. */
  public static long mix(long seed, long index) {
    return mix(mix(seed + GOLDEN) ^ (index + GOLDEN));
  }

  // The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
