package dev.rungs.model;

/** How the values of one coordinate of a {@link GaussianProcess} relate. */
public enum Coordinate {
  /** The nearer two numbers, the more alike; usual differences are near 1. */
  NUMBER,
  /** Values without order: any two different ones are as unlike as any other two. */
  CHOICE,
  /**
   * When a value was seen. What lies apart by {@code t} is alike by a further factor {@code (1 -
   * ε)^(t / 2)}, so a function that drifts is forgotten; the unit is that of generations, of which
   * about ten are remembered before anything is seen (Bogunovic et al. 2016, section 3.1).
   */
  TIME
}
