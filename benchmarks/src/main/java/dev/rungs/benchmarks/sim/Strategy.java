package dev.rungs.benchmarks.sim;

import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.Order;

/** How a sweep searches. */
public record Strategy(Sampler sampler, Scheduler scheduler, Order order) {

  /** Decides as results arrive. */
  public Strategy(Sampler sampler, Scheduler scheduler) {
    this(sampler, scheduler, new Order.Replay());
  }
}
