package dev.rungs.actors.slot;

import dev.rungs.train.CancelledException;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one sweep: {@code t007/a2-e27} holds what attempt 2 of trial 7 had after epoch
 * 27.
 *
 * <p>A checkpoint is there as a whole or not at all, also after a power cut: it is written beside
 * its place, synced, moved there in one step, and the move is synced before {@link #save} returns.
 * Safe to use from any thread, but each trial is saved by one thread at a time. One process owns a
 * store.
 */
public final class CheckpointStore {

  /** Writes a model into an empty directory. */
  @FunctionalInterface
  public interface Writer {
    void write(Path directory) throws Exception;
  }

  private static final String UNFINISHED = ".tmp";

  private static final Pattern TRIAL = Pattern.compile("t(\\d{3,9})");

  private final Path root;
  private final Map<TrialId, Map<Path, Long>> held = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  private CheckpointStore(Path root) {
    this.root = root;
  }

  /**
   * Opens a store, creates its directory if absent, and removes what a killed process left
   * unfinished.
   */
  public static CheckpointStore open(Path root) throws IOException {
    Files.createDirectories(root);
    var store = new CheckpointStore(root);
    for (Path trial : children(root)) {
      for (Path checkpoint : children(trial)) {
        if (checkpoint.toString().endsWith(UNFINISHED)) {
          deleteTree(checkpoint);
        } else {
          store.found(trial, checkpoint);
        }
      }
    }
    return store;
  }

  private void found(Path trial, Path checkpoint) throws IOException {
    Matcher name = TRIAL.matcher(trial.getFileName().toString());
    if (name.matches()) {
      hold(new TrialId(Integer.parseInt(name.group(1))), checkpoint, Content.bytes(checkpoint));
    }
  }

  /** Returns how many bytes all checkpoints take together. */
  public long bytes() {
    return bytes.get();
  }

  /** Returns how many bytes the checkpoints of each trial take that has any. */
  public Map<TrialId, Long> held() {
    var sums = new TreeMap<TrialId, Long>();
    held.forEach((trial, checkpoints) -> sums.put(trial, sum(checkpoints)));
    return sums;
  }

  private void hold(TrialId trial, Path checkpoint, long size) {
    Long before =
        held.computeIfAbsent(trial, first -> new ConcurrentHashMap<>())
            .put(checkpoint.normalize(), size);
    bytes.addAndGet(size - (before == null ? 0 : before));
  }

  private void release(TrialId trial, Path checkpoint) {
    Long size = held.getOrDefault(trial, Map.of()).remove(checkpoint.normalize());
    bytes.addAndGet(size == null ? 0 : -size);
  }

  /**
   * Saves a model. What an earlier try of the same attempt and epoch left is replaced.
   *
   * @param leaseValid asked last, when all is written: whether the attempt still owns the trial
   * @throws CancelledException if the lease is over; nothing is left behind then
   * @throws IllegalStateException if the writer leaves a link or anything but files and directories
   */
  public Checkpoint save(
      TrialId trial, int attempt, int epoch, BooleanSupplier leaseValid, Writer writer)
      throws Exception {
    String path = trial + "/a" + attempt + "-e" + epoch;
    Path target = root.resolve(path);
    Path unfinished = root.resolve(path + UNFINISHED);
    deleteTree(unfinished);
    Files.createDirectories(unfinished);
    try {
      writer.write(unfinished);
      Content content = Content.of(unfinished);
      content.sync();
      if (!leaseValid.getAsBoolean()) {
        throw new CancelledException();
      }
      deleteTree(target);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      hold(trial, target, content.bytes());
      Content.syncDirectory(root.resolve(trial.toString()));
      Content.syncDirectory(root);
      return new Checkpoint(trial, attempt, epoch, path, content.bytes(), content.sha256());
    } finally {
      deleteTree(unfinished);
    }
  }

  /** Replaces a directory by what a writer writes: the old one stays until the new one is whole. */
  static void replace(Path directory, Writer writer) throws Exception {
    Path unfinished = directory.resolveSibling(directory.getFileName() + UNFINISHED);
    deleteTree(unfinished);
    Files.createDirectories(unfinished);
    writer.write(unfinished);
    Content.of(unfinished).sync();
    deleteTree(directory);
    Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    Content.syncDirectory(directory.resolveSibling("."));
  }

  /**
   * Takes over a checkpoint of another store, which stays as it is and may be in use. Its files are
   * linked, or copied where that cannot be: no saved file is ever written again. Whether they are
   * as they were saved shows when they are loaded.
   *
   * @return whether it is there
   */
  public boolean adopt(Path store, Checkpoint checkpoint) throws IOException {
    Path source = store.resolve(checkpoint.path());
    Path target = directory(checkpoint);
    Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
    deleteTree(unfinished);
    try {
      if (!link(source, unfinished)) {
        return false;
      }
      deleteTree(target);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      hold(checkpoint.trial(), target, checkpoint.bytes());
      Content.syncDirectory(target.resolveSibling("."));
      Content.syncDirectory(root);
      return true;
    } finally {
      deleteTree(unfinished);
    }
  }

  /** Returns whether a directory was there, and all of it until it was linked. */
  private static boolean link(Path source, Path target) throws IOException {
    if (!Files.isDirectory(source)) {
      return false;
    }
    Files.createDirectories(target.resolveSibling("."));
    try (Stream<Path> walk = Files.walk(source)) {
      for (Path each : walk.toList()) {
        Path place = target.resolve(source.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(place);
        } else {
          linkOrCopy(each, place);
        }
      }
      return true;
    } catch (NoSuchFileException | UncheckedIOException deleted) {
      return false; // by its own sweep, in the meantime
    }
  }

  private static void linkOrCopy(Path file, Path place) throws IOException {
    try {
      Files.createLink(place, file);
    } catch (NoSuchFileException deleted) {
      throw deleted;
    } catch (IOException | UnsupportedOperationException cannot) {
      Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
      Content.sync(place);
    }
  }

  /** Returns the first of some checkpoints, newest first, whose files are as they were saved. */
  public Optional<Checkpoint> newestVerified(List<Checkpoint> newestFirst) {
    return newestFirst.stream().filter(this::verifies).findFirst();
  }

  /** Returns where a checkpoint's files are. */
  public Path directory(Checkpoint checkpoint) {
    Path directory = root.resolve(checkpoint.path()).normalize();
    if (!directory.startsWith(root.normalize())) {
      throw new IllegalArgumentException(
          "path is " + checkpoint.path() + ", must lie inside " + root);
    }
    return directory;
  }

  /** Deletes all checkpoints of a trial but those to keep. */
  public void deleteExcept(TrialId trial, List<Checkpoint> keep) throws IOException {
    List<Path> kept = keep.stream().map(this::directory).toList();
    for (Path checkpoint : children(root.resolve(trial.toString()))) {
      if (!kept.contains(checkpoint.normalize())) {
        deleteTree(checkpoint);
        release(trial, checkpoint);
      }
    }
  }

  /** Deletes all checkpoints of a trial, if there are any. */
  public void delete(TrialId trial) throws IOException {
    deleteTree(root.resolve(trial.toString()));
    Map<Path, Long> gone = held.remove(trial);
    bytes.addAndGet(gone == null ? 0 : -sum(gone));
  }

  private static long sum(Map<Path, Long> checkpoints) {
    return checkpoints.values().stream().mapToLong(Long::longValue).sum();
  }

  private boolean verifies(Checkpoint checkpoint) {
    try {
      Content content = Content.of(directory(checkpoint));
      return content.bytes() == checkpoint.bytes() && content.sha256().equals(checkpoint.sha256());
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      return false; // Gone, unreadable or not what was saved: an older one will do.
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    try {
      Files.walkFileTree(tree, new Deletion());
    } catch (NoSuchFileException e) {
      // Nothing to delete.
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
