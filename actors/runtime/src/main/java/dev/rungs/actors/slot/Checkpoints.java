package dev.rungs.actors.slot;

import dev.rungs.sweep.Leg;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialLog;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When one slot saves, and what of it is kept. Used on the slot's thread alone. */
final class Checkpoints {

  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

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

  /**
   * Copies the model that the segment is to begin with into the trial's own place.
   *
   * @return empty if the segment begins by itself, or the source's checkpoint is gone or damaged
   * @throws CancelledException if the lease is over
   */
  Optional<CheckpointCopied> copy(Segment segment) throws Exception {
    Optional<Leg> origin = segment.lineage().origin();
    Optional<CheckpointSaved> source = segment.lineage().source().stream().findFirst();
    if (origin.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    TrialId from = origin.get().trial();
    try {
      Checkpoint copy =
          store.copy(
              checkpoint(from, source.get()), segment.trial(), segment.attempt(), segment::leased);
      return Optional.of(copied(from, copy));
    } catch (IOException | UncheckedIOException | IllegalStateException damaged) {
      log.warn("{} cannot copy {}: {}", segment.trial(), from, Failures.describe(damaged));
      return Optional.empty();
    }
  }

  /** Saves a model that was trained anew, since it could not be copied. */
  CheckpointCopied saveCopy(Segment segment, Leg origin, CheckpointStore.Writer writer)
      throws Exception {
    return copied(
        origin.trial(),
        store.save(segment.trial(), segment.attempt(), origin.until(), segment::leased, writer));
  }

  private static CheckpointCopied copied(TrialId source, Checkpoint copy) {
    return new CheckpointCopied(
        copy.attempt(), source, copy.epoch(), copy.path(), copy.bytes(), copy.sha256());
  }

  /** Returns a place for a model on its way from one leg of a lineage to the next. */
  Path handover(Segment segment, CheckpointStore.Writer writer) throws Exception {
    Path place = store.unfinished(segment.trial(), "handover");
    CheckpointStore.replace(place, writer);
    return place;
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
   * so it counts beside the {@link TrialLog#KEPT} that are. What others may copy stays, too.
   */
  private void keepNewest(Segment segment, Checkpoint saved) throws IOException {
    var keep = new ArrayList<Checkpoint>();
    keep.add(saved);
    segment.checkpoints().forEach(each -> keep.add(checkpoint(segment, each)));
    segment.lent().forEach(each -> keep.add(checkpoint(segment, each)));
    store.deleteExcept(segment.trial(), keep);
  }

  private static Checkpoint checkpoint(Segment segment, CheckpointSaved saved) {
    return checkpoint(segment.trial(), saved);
  }

  private static Checkpoint checkpoint(TrialId trial, CheckpointSaved saved) {
    return new Checkpoint(
        trial, saved.attempt(), saved.epoch(), saved.path(), saved.bytes(), saved.sha256());
  }
}
