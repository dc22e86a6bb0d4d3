package dev.rungs.benchmarks.bbob;

/**
 * The random numbers that BBOB's instances were made from in 2009: a minimal standard generator
 * (Park and Miller 1988) whose numbers are shuffled in a table of 32 (Bays and Durham 1976). Its
 * numbers are part of the functions' definition; draw chance elsewhere.
 */
final class LegacyRandom {

  private static final int MODULUS = 2_147_483_647;
  private static final long MULTIPLIER = 16_807;
  private static final int TABLE = 32;
  private static final int WARM_UP = 8;

  /** Spreads the numbers over the table; the 2^26 that would do so evenly, and one. */
  private static final double SHARE = 67_108_865;

  private LegacyRandom() {}

  /** Returns the first {@code count} numbers of a seed, uniform over (0, 1). */
  static double[] uniform(int count, long seed) {
    long state = Math.max(1, Math.abs(seed));
    var table = new long[TABLE];
    for (int i = TABLE + WARM_UP - 1; i >= 0; i--) {
      state = next(state);
      if (i < TABLE) {
        table[i] = state;
      }
    }
    long drawn = table[0];
    var uniform = new double[count];
    for (int i = 0; i < count; i++) {
      state = next(state);
      int place = (int) Math.floor(drawn / SHARE);
      drawn = table[place];
      table[place] = state;
      uniform[i] = drawn == 0 ? 1e-99 : (double) drawn / MODULUS;
    }
    return uniform;
  }

  /** Returns {@code count} numbers of a seed, standard normal (Box and Muller 1958). */
  static double[] normal(int count, long seed) {
    double[] uniform = uniform(2 * count, seed);
    var normal = new double[count];
    for (int i = 0; i < count; i++) {
      double radius = Math.sqrt(-2 * Math.log(uniform[i]));
      double value = radius * Math.cos(2 * Math.PI * uniform[count + i]);
      normal[i] = value == 0 ? 1e-99 : value;
    }
    return normal;
  }

  private static long next(long state) {
    return MULTIPLIER * state % MODULUS;
  }
}
