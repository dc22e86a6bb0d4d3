package dev.rungs.actors.slot;

import dev.rungs.trial.TrialId;

/**
 * A trial's model on disk after an epoch, and how to tell that it is whole.
 *
 * @param attempt the attempt that wrote it, from 1
 * @param epoch the last epoch that the model has trained, from 1
 * @param path its directory, relative to the store, with {@code /} on every system
 * @param bytes the length of its files together
 * @param sha256 over names, lengths and contents of its files in the order of their names; 64
 *     hexadecimal digits
 */
public record Checkpoint(
    TrialId trial, int attempt, int epoch, String path, long bytes, String sha256) {}
