package dev.rungs.benchmarks;

import akka.dispatch.Mapper;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import scala.Function1;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The journal's plugin as it is, with the {@link Failpoint}s around its calls. */
public final class FailpointJournal extends JdbcAsyncWriteJournal {

  private static final AtomicBoolean STOPPING = new AtomicBoolean();

  /** Called by Akka, which finds the class by its name. */
  public FailpointJournal(Config config) {
    super(config);
  }

  /** Returns what puts this plugin in the place of its parent. */
  static Config config() {
    return ConfigFactory.parseMap(Map.of("jdbc-journal.class", FailpointJournal.class.getName()));
  }

  /** The sweep is told to stop from now on. */
  static void stopping() {
    STOPPING.set(true);
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> batch) {
    Failpoint.BEFORE_PERSIST.pass();
    if (STOPPING.get()) {
      Failpoint.STOPPING.pass();
    }
    if (holds(batch, AttemptStarted.class)) {
      Failpoint.BEFORE_START.pass();
    }
    if (holds(batch, CheckpointSaved.class)) {
      Failpoint.BEFORE_CHECKPOINT_EVENT.pass();
    }
    return super.asyncWriteMessages(batch).map(passing(Failpoint.AFTER_PERSIST), ec());
  }

  @Override
  public Future<BoxedUnit> asyncReplayMessages(
      String id, long from, long to, long most, Function1<PersistentRepr, BoxedUnit> receiver) {
    var read = new AtomicLong();
    Function1<PersistentRepr, BoxedUnit> counting =
        new Mapper<>() {
          @Override
          public BoxedUnit apply(PersistentRepr event) {
            read.incrementAndGet();
            return receiver.apply(event);
          }
        };
    return super.asyncReplayMessages(id, from, to, most, counting)
        .map(
            new Mapper<>() {
              @Override
              public BoxedUnit apply(BoxedUnit done) {
                if (read.get() > 0) {
                  Failpoint.RECOVERED.pass();
                }
                return done;
              }
            },
            ec());
  }

  private static <T> Mapper<T, T> passing(Failpoint point) {
    return new Mapper<>() {
      @Override
      public T apply(T done) {
        point.pass();
        return done;
      }
    };
  }

  /** Looks for the event's name in what is written: only the engine can read the rest. */
  private boolean holds(Seq<AtomicWrite> batch, Class<?> event) {
    Serialization serialization = SerializationExtension.get(system());
    return CollectionConverters.asJava(batch).stream()
        .flatMap(write -> CollectionConverters.asJava(write.payload()).stream())
        .map(each -> serialization.serialize(each.payload()).get())
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .anyMatch(text -> text.contains(event.getSimpleName()));
  }
}
