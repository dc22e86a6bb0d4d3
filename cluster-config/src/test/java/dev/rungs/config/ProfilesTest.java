package dev.rungs.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProfilesTest {

  /** What programs supply. */
  private static final Config SUPPLIED =
      ConfigFactory.parseMap(
          Map.of(
              "rungs.journal.url",
              "jdbc:sqlite:file:///var/lib/rungs.db",
              "rungs.journal.properties",
              Map.of("currentSchema", "rungs")));

  static Stream<String> profiles() throws IOException, URISyntaxException {
    var folder = Objects.requireNonNull(ProfilesTest.class.getResource("/rungs"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.map(file -> "rungs/" + file.getFileName()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everyFileStartsAnActorSystem(String resource) throws Exception {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "profile", load(resource));
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, SECONDS);
  }

  @Test
  void anEmbeddedEngineLeavesTheJvmAlone() {
    Config akka = load("rungs/embedded.conf").getConfig("akka");
    assertThat(akka.getBoolean("daemonic")).isTrue();
    assertThat(akka.getBoolean("jvm-exit-on-fatal-error")).isFalse();
    assertThat(akka.getBoolean("jvm-shutdown-hooks")).isFalse();
    assertThat(akka.getBoolean("coordinated-shutdown.exit-jvm")).isFalse();
    assertThat(akka.getBoolean("coordinated-shutdown.run-by-jvm-shutdown-hook")).isFalse();
  }

  @Test
  void aServiceShutsDownInOrderOnSigterm() {
    Config akka = load("rungs/single-node.conf").getConfig("akka");
    assertThat(akka.getBoolean("daemonic")).isFalse();
    assertThat(akka.getBoolean("coordinated-shutdown.run-by-jvm-shutdown-hook")).isTrue();
    assertThat(akka.getBoolean("jvm-shutdown-hooks")).isTrue();
  }

  @Test
  void theJournalSyncsEveryCommitOverOneConnection() {
    Config slick =
        load("rungs/sqlite.conf").getConfig("akka-persistence-jdbc.shared-databases.slick.db");
    assertThat(slick.getString("properties.synchronous")).isEqualTo("FULL");
    assertThat(slick.getInt("maxConnections")).isEqualTo(1);
    assertThat(slick.getString("url")).isEqualTo(SUPPLIED.getString("rungs.journal.url"));
  }

  @Test
  void anOutageOfPostgresqlIsNoticedAndOverWithinSeconds() {
    Config config = load("rungs/postgresql.conf");
    Config db = config.getConfig("akka-persistence-jdbc.shared-databases.slick.db");
    assertThat(db.getString("properties.currentSchema")).isEqualTo("rungs");
    assertThat(db.getInt("properties.socketTimeout")).isLessThanOrEqualTo(5);
    assertThat(db.getInt("properties.connectTimeout")).isLessThanOrEqualTo(2);
    assertThat(db.getDuration("connectionTimeout")).isLessThanOrEqualTo(Duration.ofSeconds(2));
    Config breaker = config.getConfig("jdbc-journal.circuit-breaker");
    assertThat(breaker.getDuration("reset-timeout")).isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  private static Config load(String resource) {
    return ConfigFactory.load(SUPPLIED.withFallback(ConfigFactory.parseResources(resource)));
  }
}
