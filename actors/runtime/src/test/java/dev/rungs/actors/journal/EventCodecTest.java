package dev.rungs.actors.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.trial.Aim;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import dev.rungs.trial.Requirement;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventCodecTest {

  private static final EventCodec CODEC = EventCodec.of(TestEvent.class);
  private static final String MANIFEST = "TestEvent:2";
  private static final Head START = Head.start("test|a");
  private static final String GOLDEN =
      "c5ea0ea50000000000000001fe4ebdb8d3d035fbdd15c035b3c6b749"
          + "bf6861744d696c6c697307656576656e74bf654074797065644c6f7374656c6561736505ffff";
  private static final Standing STANDING = new Standing(0, 1, 3, 0.25, 2, 9, 3, Double.NaN);

  static List<TestEvent> events() {
    var stop = new Verdict.Stop(STANDING);
    return List.of(
        new TestEvent.Created(spec()),
        new TestEvent.Judged(new TrialId(0), new Verdict.Continue(9, STANDING), stop),
        new TestEvent.Judged(new TrialId(1), new Verdict.Pause(STANDING), stop),
        new TestEvent.Judged(new TrialId(2), new Verdict.Promote(27, STANDING), stop),
        new TestEvent.Judged(new TrialId(3), stop, stop),
        new TestEvent.Judged(new TrialId(4), new Verdict.Complete("epoch 27 of 27"), stop),
        new TestEvent.Measured(
            new Report(1, Metrics.of("loss", Double.NaN, "zero", -0.0)),
            Metrics.of("up", Double.POSITIVE_INFINITY, "down", Double.NEGATIVE_INFINITY)
                .and("tiny", Double.MIN_VALUE)),
        new TestEvent.Waited(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
        new TestEvent.Ended(),
        new TestEvent.Slow.Found(new TestEvent.Slow.Lost(Long.MIN_VALUE)),
        new TestEvent.Typed("word"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyRecordOfTheEngineComesBackEqual(TestEvent event) {
    var journaled = new Journaled<>(1234, event);
    Frame frame = CODEC.encode(START, journaled);
    assertThat(frame.manifest()).isEqualTo(MANIFEST);
    assertThat(read(frame.bytes())).isEqualTo(journaled);
  }

  @Test
  void arraysOfDoublesKeepEveryBit() {
    double[] losses = {1, Double.NaN, Double.POSITIVE_INFINITY, -0.0, Math.nextUp(0.1)};
    var event = new TestEvent.Curve(losses, List.of(STANDING));
    var read =
        (TestEvent.Curve) read(CODEC.encode(START, new Journaled<>(0, event)).bytes()).event();
    assertThat(read.losses()).isEqualTo(losses);
    assertThat(read.standings()).containsExactly(STANDING);
  }

  @Test
  void theBytesOfVersionTwoStayAsTheyAre() {
    // CRC-32C, number, link, {"atMillis": 7, "event": {"@type": "Lost", "lease": 5}}: by another
    // program.
    byte[] golden = HexFormat.of().parseHex(GOLDEN);
    var journaled = new Journaled<TestEvent>(7, new TestEvent.Slow.Lost(5));
    assertThat(CODEC.encode(START, journaled).bytes()).isEqualTo(golden);
    assertThat(read(golden)).isEqualTo(journaled);
  }

  @Test
  void everyChangedBitIsNoticed() {
    byte[] bytes = CODEC.encode(START, new Journaled<>(1234, new TestEvent.Slow.Lost(5))).bytes();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> read(damaged))
          .isInstanceOf(Damage.class)
          .hasMessageContaining("checksum");
    }
    assertThatThrownBy(() -> read(new byte[27])).hasMessage("has 27 bytes, must have >= 28");
  }

  @Test
  void anUnknownEventIsRefused() {
    assertThatThrownBy(() -> decode(Map.of("@type", "Vanished")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("Vanished");
  }

  @Test
  void anUnknownComponentIsRefused() {
    assertThatThrownBy(() -> decode(Map.of("@type", "Lost", "lease", 1, "colour", "red")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("colour");
  }

  @Test
  void aMissingComponentIsRefused() {
    assertThatThrownBy(() -> decode(Map.of("@type", "Lost")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("lease");
  }

  @Test
  void aListThatIsMissingIsEmptySoThatARecordMayGetOne() throws Exception {
    Map<String, Object> event = Map.of("@type", "Curve", "losses", List.of(1.0));
    assertThat(((TestEvent.Curve) decode(event).event()).standings()).isEmpty();
    assertThatThrownBy(() -> decode(Map.of("@type", "Curve", "standings", List.of())))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("losses");
  }

  @Test
  void aValueThatBreaksARecordsRuleIsRefused() {
    Map<String, Object> report = Map.of("epoch", 0, "metrics", Map.of("values", List.of()));
    Map<String, Object> event =
        Map.of("@type", "Measured", "report", report, "more", Map.of("values", List.of()));
    assertThatThrownBy(() -> decode(event)).hasMessageContaining("epoch is 0, must be >= 1");
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] bytes = CODEC.encode(START, new Journaled<>(1, new TestEvent.Ended())).bytes();
    for (String manifest :
        List.of("TestEvent:1", "TestEvent:3", "TestEvent", "Other:2", "", ":2")) {
      assertThatThrownBy(() -> CODEC.decode(Frame.of(manifest, bytes), TestEvent.class))
          .isInstanceOf(JournalException.class)
          .hasMessage(
              "has the manifest '"
                  + manifest
                  + "', must have one of [TestEvent] in version 2: another Rungs wrote it");
    }
  }

  @Test
  void onlySealedFamiliesAreAccepted() {
    assertThatThrownBy(() -> EventCodec.of(String.class))
        .hasMessage("event family is java.lang.String, must be a sealed interface");
    assertThatThrownBy(() -> EventCodec.of(Twins.class)).hasMessageContaining("Same twice");
    assertThatThrownBy(() -> CODEC.encode(START, new Journaled<>(1, "text")))
        .hasMessage("event is a java.lang.String, must be one of [TestEvent]");
  }

  sealed interface Twins {
    sealed interface Left extends Twins {
      record Same() implements Left {}
    }

    sealed interface Right extends Twins {
      record Same() implements Right {}
    }
  }

  private static Journaled<?> decode(Map<String, Object> event) throws Exception {
    byte[] body = new CBORMapper().writeValueAsBytes(Map.of("atMillis", 1L, "event", event));
    return read(Frame.following(START, MANIFEST, body).bytes());
  }

  private static Journaled<TestEvent> read(byte[] bytes) {
    return CODEC.decode(Frame.of(MANIFEST, bytes).intact(), TestEvent.class);
  }

  static SweepSpec spec() {
    SearchSpace space =
        SearchSpace.of(
                Parameter.choice("optimizer", "sgd", "adam", true, 3, 0.5),
                Parameter.real("lr", 1e-5, 1).log(),
                Parameter.real("momentum", 0, 1).step(0.1).onlyIf("optimizer", "sgd"),
                Parameter.integer("layers", 1, 9),
                Parameter.powerOfTwo("batch", 16, 1024),
                Parameter.ordinal("size", "small", "large"),
                Parameter.constant("epochs", 27))
            .where("-layers * (batch - 1) / 2 < epochs + 0.5", "lr != 0.25")
            .where("-".repeat(197) + "lr < 1", "lr" + " + lr".repeat(98) + " < 100");
    return new SweepSpec(
        "mnist",
        Long.MIN_VALUE,
        Objective.maximize("accuracy").withUse(Objective.Use.AT_MAX),
        List.of(Aim.minimize("latency_ms"), Aim.maximize("recall")),
        List.of(Requirement.parse("latency_ms <= 20"), Requirement.parse("recall >= 0.5")),
        space,
        new FixedSampler(new RandomSampler(), Configuration.of(Map.of("layers", 5))),
        new Asha(1, 27, 3),
        List.of(new MedianStopping(1, 27, 3, 5), new Asha(1, 27, 4)),
        new Order.Ordered(4),
        StopRules.trials(50).withWallClock(Duration.ofMinutes(90)).withPlateau(20, 0.01),
        Patience.ENDLESS,
        Retry.DEFAULT.halving("batch"),
        Configuration.of(Map.of("type", "command")),
        List.of(space.at(new double[] {0, 0.5, 0.5, 0.5, 0.5, 0.5})),
        List.of("mnist-1"));
  }
}
