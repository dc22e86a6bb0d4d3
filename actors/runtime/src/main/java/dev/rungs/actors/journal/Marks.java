package dev.rungs.actors.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The high-water mark of one sweep: a file beside its checkpoints, apart from the journal, that
 * notes after every commit how far the sweep and each of its trials have come. A journal that knows
 * less has lost its tail or is an older copy.
 *
 * <p>One record of 32 bytes for the sweep, then one for each trial: number and link of the last
 * event, the CRC-32C over both and the record's index, four bytes of zero; all zero if nothing is
 * noted. A record never crosses a sector, so it is there as a whole or not at all. It reaches the
 * disk every few seconds; until then it survives the process, not the machine. A mark that is older
 * than its journal is good: it only tells the least.
 *
 * <p>Safe to use from any thread. A mark that cannot be written is logged once and does not stop
 * the sweep.
 */
public final class Marks implements AutoCloseable {

  /** The file's name in the sweep's directory. */
  static final String FILE = "journal.mark";

  private static final Logger LOG = LoggerFactory.getLogger(Marks.class);
  private static final int RECORD = 32;

  private final Path file;
  private final FileChannel channel;
  private final AtomicBoolean failed = new AtomicBoolean();

  private Marks(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens the marks of a sweep for writing; creates what is absent. */
  public static Marks open(Path sweepDirectory) {
    Path file = sweepDirectory.resolve(FILE);
    try {
      Files.createDirectories(sweepDirectory);
      return new Marks(file, FileChannel.open(file, CREATE, READ, WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be opened", e);
    }
  }

  /** Returns where the sweep's own events are noted. */
  public Mark sweep() {
    return head -> write(0, head);
  }

  /** Returns where a trial's events are noted. */
  public Mark trial(TrialId trial) {
    return head -> write(1 + trial.number(), head);
  }

  /** Returns where the events of a chain are noted. */
  Mark of(String persistenceId) {
    return SweepJournal.trialOf(persistenceId).map(this::trial).orElseGet(this::sweep);
  }

  private void write(int index, Head head) {
    attempt(() -> channel.write(record(index, head), (long) index * RECORD));
  }

  /** Lets what is noted survive the machine as well. */
  public void force() {
    attempt(() -> channel.force(false));
  }

  private interface Write {
    void run() throws IOException;
  }

  private void attempt(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      if (failed.compareAndSet(false, true)) {
        LOG.warn("{} cannot be written: a lost tail of the journal may go unnoticed", file, e);
      }
    }
  }

  @Override
  public void close() {
    force();
    attempt(channel::close);
  }

  /**
   * Returns what was noted of a sweep's chains: the sweep itself, then trial after trial; number 0
   * where nothing is. Empty if there is no file.
   *
   * @throws JournalException if the file is damaged
   */
  static List<Head> read(Path sweepDirectory) {
    Path file = sweepDirectory.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      var heads = new ArrayList<Head>();
      while (bytes.hasRemaining()) {
        int index = heads.size();
        heads.add(
            parse(index, bytes)
                .orElseThrow(
                    () ->
                        JournalException.damaged(
                            file.toString(), "record " + index + " is damaged", null)));
      }
      return heads;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static Optional<Head> parse(int index, ByteBuffer bytes) {
    if (bytes.remaining() < RECORD) {
      return Optional.empty();
    }
    byte[] record = new byte[RECORD];
    bytes.get(record);
    ByteBuffer fields = ByteBuffer.wrap(record);
    var head = new Head(fields.getLong(), fields.getLong(), fields.getLong());
    boolean noted = record(index, head).equals(ByteBuffer.wrap(record));
    return noted || Arrays.equals(record, new byte[RECORD]) ? Optional.of(head) : Optional.empty();
  }

  private static ByteBuffer record(int index, Head head) {
    ByteBuffer record =
        ByteBuffer.allocate(RECORD).putLong(head.number()).putLong(head.high()).putLong(head.low());
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(index).flip());
    crc.update(record.array(), 0, 3 * Long.BYTES);
    return record.putInt((int) crc.getValue()).putInt(0).flip();
  }
}
