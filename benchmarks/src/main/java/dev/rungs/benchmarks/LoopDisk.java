package dev.rungs.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A disk that loses its power together with the process: an ext4 file system on a loop device. Its
 * image, in memory, holds what the file system has sent to its disk and nothing of the page cache.
 *
 * <p>To strike, the process is stopped, the image is copied, and the copy is mounted in the place
 * of the disk; ext4 then replays its own journal, as after a power cut. Needs Linux and the rights
 * to mount.
 */
final class LoopDisk implements Ground {

  /** More than a sweep needs to start at all. */
  private static final String SIZE = "512M";

  /** Ext4 writes back by itself so seldom, in seconds, that what is not synced is lost. */
  private static final int COMMIT_EVERY = 300;

  private final Temporary temporary;
  private final Path image;
  private final Path mounted;

  private LoopDisk(Temporary temporary) {
    this.temporary = temporary;
    this.image = temporary.path().resolve("image");
    this.mounted = temporary.path().resolve("disk");
  }

  /**
   * Makes a disk.
   *
   * @throws IOException if it cannot be mounted, with the words of the command that failed
   */
  static LoopDisk create() throws IOException {
    Path memory = Path.of("/dev/shm");
    var disk = new LoopDisk(Files.isDirectory(memory) ? Temporary.in(memory) : Temporary.create());
    try {
      Files.createDirectory(disk.mounted);
      run("truncate", "-s", SIZE, disk.image.toString());
      run("mkfs.ext4", "-q", disk.image.toString());
      disk.mount();
      return disk;
    } catch (IOException e) {
      disk.temporary.close();
      throw e;
    }
  }

  @Override
  public Path directory() {
    return mounted.resolve("runs");
  }

  @Override
  public Path errors() {
    return temporary.path().resolve("errors");
  }

  @Override
  public void strike(Process process) throws Exception {
    try {
      stop(process);
    } catch (IOException e) {
      if (process.waitFor(1, TimeUnit.SECONDS)) {
        return; // It had ended by itself.
      }
      throw e;
    }
    Path cut = temporary.path().resolve("cut");
    run("cp", "--sparse=always", image.toString(), cut.toString());
    process.toHandle().destroyForcibly();
    process.waitFor();
    run("umount", mounted.toString());
    run("mv", cut.toString(), image.toString());
    mount();
  }

  /** Returns when every thread of the process stands still, so that nothing is said any more. */
  private static void stop(Process process) throws IOException, InterruptedException {
    run("kill", "-STOP", Long.toString(process.pid()));
    while (!standsStill(process.pid())) {
      Thread.sleep(1);
    }
  }

  private static boolean standsStill(long pid) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
      return true;
    }
  }

  private void mount() throws IOException {
    run("mount", "-o", "loop,commit=" + COMMIT_EVERY, image.toString(), mounted.toString());
  }

  @Override
  public void close() throws IOException {
    run("umount", mounted.toString());
    temporary.close();
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            String.join(" ", List.of(command)) + " ended with " + code + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
