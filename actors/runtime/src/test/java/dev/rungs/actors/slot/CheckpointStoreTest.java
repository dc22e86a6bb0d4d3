package dev.rungs.actors.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.train.CancelledException;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointStoreTest {

  private static final TrialId TRIAL = new TrialId(7);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  private CheckpointStore store;

  @BeforeEach
  void open() throws IOException {
    store = CheckpointStore.open(root);
  }

  @Test
  void aSavedModelIsFoundWithItsLengthAndVerifies() throws Exception {
    Checkpoint saved = save(1, 3, "three");
    assertThat(saved.path()).isEqualTo("t007/a1-e3");
    assertThat(saved.bytes()).isEqualTo(5 + 4);
    assertThat(saved.sha256()).matches("[0-9a-f]{64}");
    assertThat(store.newestVerified(List.of(saved))).contains(saved);
    assertThat(store.directory(saved).resolve("model.bin")).hasContent("three");
  }

  @Test
  void theSameFilesHaveTheSameHashInAnyAttempt() throws Exception {
    assertThat(save(1, 3, "same").sha256()).isEqualTo(save(2, 3, "same").sha256());
  }

  @Test
  void theNewestWholeOneIsTaken() throws Exception {
    Checkpoint old = save(1, 1, "one");
    Checkpoint middle = save(1, 3, "three");
    Checkpoint newest = save(1, 9, "nine!");
    List<Checkpoint> newestFirst = List.of(newest, middle, old);
    assertThat(store.newestVerified(newestFirst)).contains(newest);
    Files.writeString(store.directory(newest).resolve("model.bin"), "nin"); // torn
    assertThat(store.newestVerified(newestFirst)).contains(middle);
    Files.delete(store.directory(middle).resolve("state/seed")); // missing
    assertThat(store.newestVerified(newestFirst)).contains(old);
    Files.writeString(store.directory(old).resolve("model.bin"), "onE"); // another content
    assertThat(store.newestVerified(newestFirst)).isEmpty();
  }

  @Test
  void aRenamedOrAddedFileDoesNotVerify() throws Exception {
    Checkpoint saved = save(1, 1, "one");
    Path model = store.directory(saved).resolve("model.bin");
    Path renamed = Files.move(model, model.resolveSibling("model.bak"));
    assertThat(store.newestVerified(List.of(saved))).isEmpty();
    Files.move(renamed, model);
    assertThat(store.newestVerified(List.of(saved))).contains(saved);
    Files.createFile(model.resolveSibling("more"));
    assertThat(store.newestVerified(List.of(saved))).isEmpty();
  }

  @Test
  void aDeletedCheckpointDoesNotVerify() throws Exception {
    Checkpoint saved = save(1, 1, "one");
    store.deleteExcept(TRIAL, List.of());
    assertThat(store.newestVerified(List.of(saved))).isEmpty();
  }

  @Test
  void deletingKeepsWhatItIsToldTo() throws Exception {
    Checkpoint old = save(1, 1, "one");
    Checkpoint kept = save(1, 3, "three");
    Checkpoint other =
        store.save(new TrialId(8), 1, 1, () -> true, at -> Files.writeString(at.resolve("m"), "x"));
    store.deleteExcept(TRIAL, List.of(kept));
    assertThat(store.newestVerified(List.of(old))).isEmpty();
    assertThat(store.newestVerified(List.of(kept))).contains(kept);
    assertThat(store.newestVerified(List.of(other))).contains(other);
  }

  @Test
  void anAttemptWithoutItsLeaseSavesNothing() throws Exception {
    assertThatThrownBy(() -> store.save(TRIAL, 1, 3, () -> false, at -> write(at, "late")))
        .isInstanceOf(CancelledException.class);
    assertThat(entries()).isEmpty();
  }

  @Test
  void theLeaseIsAskedForWhenAllIsWritten() throws Exception {
    store.save(
        TRIAL,
        1,
        3,
        () -> {
          assertThat(root.resolve("t007/a1-e3.tmp/model.bin")).hasContent("whole");
          assertThat(root.resolve("t007/a1-e3")).doesNotExist();
          return true;
        },
        at -> write(at, "whole"));
    assertThat(entries()).containsExactly("a1-e3");
  }

  @Test
  void aWriterThatThrowsLeavesNothing() throws Exception {
    Checkpoint before = save(1, 3, "before");
    assertThatThrownBy(
            () ->
                store.save(
                    TRIAL,
                    1,
                    3,
                    () -> true,
                    at -> {
                      write(at, "half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(entries()).containsExactly("a1-e3");
    assertThat(store.newestVerified(List.of(before))).contains(before);
  }

  @Test
  void savingAgainReplaces() throws Exception {
    Checkpoint first = save(1, 3, "first");
    Checkpoint second = save(1, 3, "second");
    assertThat(store.newestVerified(List.of(first))).isEmpty();
    assertThat(store.newestVerified(List.of(second))).contains(second);
  }

  @Test
  void openingRemovesWhatAKilledProcessLeft() throws Exception {
    Checkpoint whole = save(1, 1, "one");
    write(Files.createDirectories(root.resolve("t007/a1-e3.tmp")), "half");
    CheckpointStore again = CheckpointStore.open(root);
    assertThat(entries()).containsExactly("a1-e1");
    assertThat(again.newestVerified(List.of(whole))).contains(whole);
  }

  @Test
  void aLinkIsRefused() throws Exception {
    assertThatThrownBy(
            () ->
                store.save(
                    TRIAL,
                    1,
                    1,
                    () -> true,
                    at -> Files.createSymbolicLink(at.resolve("link"), root)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("link must be a file or a directory");
    assertThat(entries()).isEmpty();
    assertThat(root).exists();
  }

  @Test
  void aPathOutsideTheStoreIsRefused() {
    var outside = new Checkpoint(TRIAL, 1, 1, "../../etc", 0, "");
    assertThatThrownBy(() -> store.directory(outside))
        .hasMessage("path is ../../etc, must lie inside " + root);
  }

  private Checkpoint save(int attempt, int epoch, String model) throws Exception {
    return store.save(TRIAL, attempt, epoch, () -> true, at -> write(at, model));
  }

  private static void write(Path directory, String model) throws IOException {
    Files.writeString(directory.resolve("model.bin"), model);
    Files.writeString(Files.createDirectory(directory.resolve("state")).resolve("seed"), "1234");
  }

  private List<String> entries() throws IOException {
    Path trial = root.resolve("t007");
    try (Stream<Path> entries = Files.list(trial)) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }
}
