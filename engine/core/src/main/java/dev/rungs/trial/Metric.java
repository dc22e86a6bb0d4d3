package dev.rungs.trial;

/** A measured number and its name; NaN and infinities are allowed, they tell of divergence. */
public record Metric(String name, double value) {}
