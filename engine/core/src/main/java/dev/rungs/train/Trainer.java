package dev.rungs.train;

/**
 * The short form of a trainer: a loop over the epochs it is given.
 *
 * <pre>{@code
 * Trainer trainer = trial -> {
 *   Net net = Net.create(trial.real("lr"));
 *   trial.checkpoint(net::load, net::save);
 *   for (int epoch : trial.steps()) {
 *     net.fit(data);
 *     trial.report("val_loss", net.loss(validation));
 *   }
 * };
 * }</pre>
 *
 * <p>The iteration ends by itself when the scheduler pauses or stops the trial, and starts at the
 * right epoch after a promotion or a crash. Without a checkpoint a promoted trial trains from epoch
 * 1 again; the epochs it repeats are trained, but not reported twice.
 */
@FunctionalInterface
public interface Trainer {

  /** Trains as long as {@link Trial#steps} gives epochs; runs on the slot's own thread. */
  void train(Trial trial) throws Exception;
}
