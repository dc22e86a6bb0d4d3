package dev.rungs.actors.slot;

import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When one slot saves, and what of it is kept. Used on the slot's thread alone. */
final class Checkpoints {

  private final CheckpointStore store;
  private final SaveEvery every;
  private long lastNanos;

  Checkpoints(CheckpointStore store, SaveEvery every) {
    this.store = store;
    this.every = every;
  }

  /** A segment begins. */
  void began() {
    lastNanos = System.nanoTime();
  }

  /** Returns whether a model that trains on is to be saved now, so many epochs after the last. */
  boolean due(int epochsSince) {
    return every.due(epochsSince, System.nanoTime() - lastNanos);
  }

  CheckpointSaved save(Segment segment, int epoch, CheckpointStore.Writer writer) throws Exception {
    Checkpoint saved =
        store.save(segment.trial(), segment.attempt(), epoch, segment::leased, writer);
    lastNanos = System.nanoTime();
    keepNewest(segment, saved);
    return new CheckpointSaved(
        saved.attempt(), saved.epoch(), saved.path(), saved.bytes(), saved.sha256());
  }

  /** Returns the newest whole checkpoint that the segment may begin with. */
  Optional<CheckpointSaved> newest(Segment segment) {
    List<Checkpoint> newestFirst = new ArrayList<>();
    for (CheckpointSaved each : segment.checkpoints()) {
      if (each.epoch() <= segment.untilEpoch()) {
        newestFirst.add(0, checkpoint(segment, each));
      }
    }
    return store
        .newestVerified(newestFirst)
        .map(
            found ->
                segment.checkpoints().stream()
                    .filter(each -> each.path().equals(found.path()))
                    .findFirst()
                    .orElseThrow());
  }

  /** Returns where a checkpoint's files are. */
  Path path(CheckpointSaved saved, Segment segment) {
    return store.directory(checkpoint(segment, saved));
  }

  /** Replaces a directory by what the writer writes. */
  void export(Path directory, CheckpointStore.Writer writer) throws Exception {
    CheckpointStore.replace(directory, writer);
  }

  /**
   * Deletes what the journal will not ask for again. The one just saved is not in the journal yet,
   * so it counts beside the {@link TrialLog#KEPT} that are.
   */
  private void keepNewest(Segment segment, Checkpoint saved) throws IOException {
    var keep = new ArrayList<Checkpoint>();
    keep.add(saved);
    segment.checkpoints().forEach(each -> keep.add(checkpoint(segment, each)));
    store.deleteExcept(segment.trial(), keep);
  }

  private static Checkpoint checkpoint(Segment segment, CheckpointSaved saved) {
    return new Checkpoint(
        segment.trial(),
        saved.attempt(),
        saved.epoch(),
        saved.path(),
        saved.bytes(),
        saved.sha256());
  }
}
