package dev.rungs.actors.slot;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The orders of one slot's thread; at most one is outstanding, besides the one to close. */
final class Inbox {

  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

  void add(Order order) {
    orders.add(order);
  }

  Order take() throws InterruptedException {
    return orders.take();
  }
}
