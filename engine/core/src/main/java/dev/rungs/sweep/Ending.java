package dev.rungs.sweep;

/** How a sweep ended. */
public enum Ending {
  /** By a limit of its own: trials, time, epochs, plateau, or the space is used up. */
  FINISHED,
  /** The goal is reached. */
  GOAL,
  /** Too many trials failed. */
  GAVE_UP
}
