package dev.rungs.space;

/** How a range is spread over the unit interval. */
public enum Scale {
  /** Equal lengths are equally likely. */
  LINEAR,
  /** Equal ratios are equally likely; the range must be positive. */
  LOG
}
