package dev.rungs.actors;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.Journal;
import dev.rungs.actors.journal.JournalException;
import dev.rungs.actors.journal.Loss;
import dev.rungs.actors.journal.Marks;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.actors.slot.CheckpointStore;
import dev.rungs.actors.slot.SaveEvery;
import dev.rungs.actors.slot.SlotThread;
import dev.rungs.analyze.RecordedSweep;
import dev.rungs.analyze.Shadow;
import dev.rungs.sweep.CheckpointQuota;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepName;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.Slot;
import dev.rungs.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sweeps in this process, each known by an id that you choose.
 *
 * <pre>{@code
 * try (Rungs rungs = Rungs.local().directory(Path.of("runs")).open()) {
 *   SweepResult result = rungs.run("iris-1", sweep, trainer);
 * }
 * }</pre>
 *
 * <p>A sweep is a log of events in the directory, so starting it again under its id goes on where
 * it was, also after the process was killed; a finished one is not run again. One process at a time
 * works in a directory.
 *
 * <p>It installs no shutdown hook and no signal handler, keeps no static state, prints nothing and
 * never exits the JVM; it logs through SLF4J. All its threads are daemons and end with {@link
 * #close}. Safe to use from any thread.
 */
public final class Rungs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rungs.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Journal journal;
  private final SweepJournal sweeps;
  private final List<Loss> losses;
  private final ActorSystem<?> system;
  private final boolean ownsSystem;
  private final Builder settings;
  private final Map<String, RunningSweep> running = new HashMap<>();

  /** Starts describing an engine that runs sweeps in this process. */
  public static Builder local() {
    return new Builder();
  }

  /** Collects an engine's settings; each has a default. */
  public static final class Builder {

    private Path directory = Path.of("runs");
    private int slots;
    private int devices = 1;
    private int cpus = 1;
    private Timing timing = Timing.LOCAL;
    private long leastDisk = DiskGuard.LEAST;
    private CheckpointQuota quota = CheckpointQuota.NONE;
    private Clock clock = Clock.systemUTC();
    private Optional<Database> database = Optional.empty();
    private boolean acceptLoss;
    private @Nullable ActorSystem<?> system;

    private Builder() {}

    /** Where journal, checkpoints and winners go; {@code runs} by default. Created if absent. */
    public Builder directory(Path path) {
      directory = path;
      return this;
    }

    /**
     * Keeps the journal elsewhere than in a SQLite file in the directory; see {@link
     * Database#postgres}. Checkpoints, marks and winners stay in the directory.
     */
    public Builder journal(Database journal) {
      database = Optional.of(journal);
      return this;
    }

    /**
     * Opens a damaged journal: its sweeps go on from their last good events. What was there is put
     * aside first; {@link Rungs#losses} tells where, and how much is lost.
     */
    public Builder acceptLoss() {
      acceptLoss = true;
      return this;
    }

    /**
     * How many trials of a sweep train at the same time; by default what suits the trainer, which
     * is one for each GPU, else one for each core.
     */
    public Builder slots(int count) {
      require(count >= 1, "slots", count, "must be >= 1");
      slots = count;
      return this;
    }

    /** How many devices the slots are dealt out to in turn; 1 by default. */
    public Builder devices(int count) {
      require(count >= 1, "devices", count, "must be >= 1");
      devices = count;
      return this;
    }

    /** How many threads a trainer may use for one trial; 1 by default. */
    public Builder cpusPerTrial(int count) {
      require(count >= 1, "cpusPerTrial", count, "must be >= 1");
      cpus = count;
      return this;
    }

    /**
     * A model that trains on is saved at the end of an epoch when so much time has gone by since it
     * was saved last; 2 s by default. It is saved at every rung anyway.
     */
    public Builder checkpointEvery(Duration time) {
      require(!time.isNegative(), "checkpointEvery", time, "must not be negative");
      timing = timing.withCheckpoint(SaveEvery.of(time));
      return this;
    }

    /** A model that trains on is saved after so many epochs, whatever time they take. */
    public Builder checkpointEvery(int epochs) {
      require(epochs >= 1, "checkpointEvery", epochs, "must be >= 1");
      timing = timing.withCheckpoint(SaveEvery.epochs(epochs));
      return this;
    }

    /**
     * An epoch that takes longer fails its attempt. By default, and with zero, that is ten times
     * the median of the sweep's last epochs in this process, at least a minute, once five are
     * known.
     */
    public Builder epochTimeout(Duration limit) {
      require(!limit.isNegative(), "epochTimeout", limit, "must not be negative");
      timing = timing.withEpoch(limit);
      return this;
    }

    /**
     * Nothing new is trained while the directory's disk has fewer bytes left; 200 MiB by default.
     * The sweep pauses with that reason and goes on by itself when there is room again.
     */
    public Builder leastDisk(long bytes) {
      require(bytes >= 0, "leastDisk", bytes, "must not be negative");
      leastDisk = bytes;
      return this;
    }

    /**
     * So much room the checkpoints of a sweep may take together; no limit by default. Of trials
     * that wait the least promising lose theirs first; one that is promoted nevertheless trains
     * from the start, with the same result. Those that train and the best keep theirs, even if
     * these alone take more.
     */
    public Builder checkpointQuota(long bytes) {
      quota = new CheckpointQuota(bytes);
      return this;
    }

    /** The clock for times that people read and for the limit of wall-clock time. */
    public Builder clock(Clock wall) {
      clock = wall;
      return this;
    }

    /**
     * Uses an actor system of yours, which you end yourself, after this engine. It must have been
     * started with {@link Rungs#journalConfig} of the same directory.
     */
    public Builder system(ActorSystem<?> yours) {
      system = yours;
      return this;
    }

    /**
     * Opens the engine.
     *
     * @throws JournalException if another process works in the directory or with the journal, or it
     *     is damaged as a whole
     */
    public Rungs open() {
      return new Rungs(this);
    }

    private static void require(boolean holds, String name, Object value, String rule) {
      if (!holds) {
        throw new IllegalArgumentException(name + " is " + value + ", " + rule);
      }
    }
  }

  /**
   * Returns the settings with which an actor system of yours can keep sweeps in a directory; merge
   * them before your own.
   */
  public static Config journalConfig(Path directory) {
    return Database.in(directory).config();
  }

  /** The same for a journal elsewhere. */
  public static Config journalConfig(Database journal) {
    return journal.config();
  }

  private Rungs(Builder settings) {
    this.settings = settings;
    this.directory = settings.directory.toAbsolutePath();
    Database database = settings.database.orElse(Database.in(directory));
    this.losses = settings.acceptLoss ? Journal.mend(directory, database) : List.of();
    losses.forEach(loss -> LOG.warn("{}", loss));
    this.journal = Journal.open(directory, database, this::lost);
    this.sweeps = new SweepJournal(directory, database);
    ActorSystem<?> given = settings.system;
    this.ownsSystem = given == null;
    this.system = given == null ? startSystem() : given;
  }

  private ActorSystem<?> startSystem() {
    ClassLoader loader = Rungs.class.getClassLoader();
    Config profile = ConfigFactory.parseResources(loader, "rungs/embedded.conf");
    Config config = ConfigFactory.load(loader, journal.config().withFallback(profile));
    try {
      return ActorSystem.create(Behaviors.empty(), "rungs", config);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /**
   * Runs a sweep to its end, or goes on with the one begun under this id. Blocks. If the thread is
   * interrupted, the sweep stops in good order first and can be resumed.
   *
   * @throws IllegalArgumentException if a different sweep was begun under this id, naming what
   *     differs
   */
  public SweepResult run(String id, SweepSpec sweep, IterativeTrainer<?> trainer)
      throws InterruptedException {
    return await(startOrResume(id, sweep, trainer));
  }

  /** The same with the short form of a trainer. */
  public SweepResult run(String id, SweepSpec sweep, Trainer trainer) throws InterruptedException {
    return await(startOrResume(id, sweep, trainer));
  }

  /**
   * Starts a sweep, or goes on with the one begun under this id; if it runs already, returns that.
   * Other limits than it began with, and a scheduler with a higher top, are taken over, also for
   * one that had ended by its old ones; not by one that runs already, see {@link
   * RunningSweep#change} and {@link RunningSweep#raise}. Returns as soon as the journal is read.
   *
   * @param id letters, digits, {@code . _ -}, at most 64
   * @param trainer not closed by the engine
   * @throws IllegalArgumentException if a different sweep was begun under this id, naming what
   *     differs; if a sweep that a new one learns from does not exist or had another objective
   * @throws JournalException if one of the sweep's events is missing or damaged, naming it; if
   *     another process has taken the journal over, naming that
   */
  public RunningSweep startOrResume(String id, SweepSpec sweep, IterativeTrainer<?> trainer) {
    int count = settings.slots > 0 ? settings.slots : trainer.preferredSlots();
    return start(id, sweep, SlotThread.Shape.of(trainer), count);
  }

  /** The same with the short form of a trainer. */
  public RunningSweep startOrResume(String id, SweepSpec sweep, Trainer trainer) {
    int cores = Runtime.getRuntime().availableProcessors();
    int count = settings.slots > 0 ? settings.slots : Math.max(1, cores / settings.cpus);
    return start(id, sweep, SlotThread.Shape.of(trainer), count);
  }

  /** Returns what was lost when a damaged journal was opened; see {@link Builder#acceptLoss}. */
  public List<Loss> losses() {
    return losses;
  }

  /** Returns what has come of a sweep so far; empty if none was begun under this id. */
  public Optional<SweepResult> result(String id) {
    return sweeps.log(id).map(log -> SweepResult.of(id, log));
  }

  /**
   * Returns what the shadows that are named with a sweep would have made of it so far, also while
   * it runs; nothing if none was begun under this id, or if it has no trial yet. It is worked out
   * anew from the journal, in the calling thread.
   *
   * @see dev.rungs.sweep.SweepSpec.Builder#shadow
   */
  public List<Shadow> shadows(String id) {
    return sweeps.recorded(id).map(RecordedSweep::shadows).orElse(List.of());
  }

  /** Reads a sweep's journal without running it, also while another process does. */
  public static Optional<SweepLog> read(Path directory, String id) {
    return new SweepJournal(directory).log(id);
  }

  /**
   * Makes a sweep whose history is that of another one up to some event, to go on differently:
   * {@link #run} or {@link #startOrResume} it with other limits. The other may run meanwhile.
   *
   * @param id the other sweep's
   * @param event the number of the last event that both share, from 1, as in {@link
   *     SweepUpdate.Decided#number}
   * @param newId the new sweep's
   * @throws IllegalArgumentException if there is no such event, or {@code newId} is taken
   */
  public synchronized Fork fork(String id, long event, String newId) {
    journal.requireHeld();
    return Fork.of(journal, id, event, newId, settings.clock);
  }

  /** Returns where a sweep's checkpoints are kept. */
  static Path checkpoints(Path directory, String id) {
    return directory.resolve(id).resolve("checkpoints");
  }

  /** Returns where a finished sweep's winner is kept. */
  public static Path bestDirectory(Path directory, String id) {
    return directory.resolve(id).resolve("best");
  }

  private synchronized RunningSweep start(
      String id, SweepSpec sweep, SlotThread.Shape shape, int slots) {
    SweepName.check("id", id);
    RunningSweep already = running.get(id);
    if (already != null) {
      Difference.between(already.spec(), sweep)
          .ifPresent(
              difference -> {
                throw new IllegalArgumentException(difference);
              });
      return already;
    }
    journal.requireHeld();
    sweeps.verify(id);
    List<TrialsLearned> lessons = sweeps.ids().contains(id) ? List.of() : Lessons.of(sweep, sweeps);
    var opened = new CompletableFuture<Done>();
    var actorsGone = new CompletableFuture<SweepResult>();
    CompletableFuture<SweepResult> result = actorsGone.whenComplete((done, failed) -> ended(id));
    ActorRef<LocalSweep.Command> actor =
        system.systemActorOf(
            LocalSweep.create(
                new LocalSweep.Setup(
                    id,
                    sweep,
                    lessons,
                    shape,
                    store(id),
                    Marks.open(directory.resolve(id)),
                    bestDirectory(directory, id),
                    settings.quota,
                    new DiskGuard(directory, settings.leastDisk),
                    trial -> sweeps.epoch(id, trial),
                    settings.timing,
                    settings.clock,
                    opened,
                    actorsGone)),
            Names.next("rungs-" + id),
            Props.empty());
    var handle = new RunningSweep(id, sweep, system, actor, this::slot, result);
    awaitOpen(id, opened);
    running.put(id, handle);
    handle.setSlots(slots);
    return handle;
  }

  /** Another process writes the journal now: nothing that trains here counts any more. */
  private synchronized void lost(String why) {
    running.values().forEach(sweep -> sweep.fail(why));
  }

  private synchronized void ended(String id) {
    running.remove(id);
  }

  private Slot slot(int index) {
    return new Slot(index, index % settings.devices, settings.cpus);
  }

  private CheckpointStore store(String id) {
    try {
      return CheckpointStore.open(checkpoints(directory, id));
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoints of " + id + " cannot be opened", e);
    }
  }

  private static void awaitOpen(String id, CompletableFuture<Done> opened) {
    try {
      opened.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalArgumentException(cause(e).getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the journal of " + id + " was not read within " + PATIENCE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the journal of " + id + " was read", e);
    }
  }

  private static SweepResult await(RunningSweep sweep) throws InterruptedException {
    try {
      return sweep.result().get();
    } catch (InterruptedException e) {
      sweep.stop().join();
      throw e;
    } catch (ExecutionException e) {
      throw new CompletionException(cause(e));
    }
  }

  private static Throwable cause(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }

  /** Stops every sweep in good order, waits until all is saved, and lets the directory go. */
  @Override
  public void close() {
    List<RunningSweep> open;
    synchronized (this) {
      open = List.copyOf(running.values());
    }
    open.forEach(sweep -> sweep.stop().exceptionally(failed -> null).join());
    if (ownsSystem) {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
    journal.close();
  }
}
