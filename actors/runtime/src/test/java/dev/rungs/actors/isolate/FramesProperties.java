package dev.rungs.actors.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.trial.Metric;
import dev.rungs.trial.Metrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class FramesProperties {

  private static byte[] sent(Reply reply) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Frames.send(new DataOutputStream(bytes), Frames.encode(Reply.class, reply));
    return bytes.toByteArray();
  }

  private static Optional<Reply> read(byte[] bytes) throws IOException {
    return Frames.read(new DataInputStream(new ByteArrayInputStream(bytes)), Reply.class);
  }

  @Property
  void metricsArriveToTheLastBit(@ForAll List<Long> bits) throws IOException {
    List<Metric> metrics =
        bits.stream().map(each -> new Metric("m" + each, Double.longBitsToDouble(each))).toList();
    var reply = new Reply.Measured(new Metrics(metrics));
    assertThat(read(sent(reply))).contains(reply);
  }

  @Property
  void anyBytesAreAMessageOrAnEndOrRefused(@ForAll @Size(max = 64) byte[] bytes) {
    try {
      read(bytes);
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Property
  void aMessageThatBreaksOffIsTheEnd(@ForAll double value, @ForAll byte cut) throws IOException {
    byte[] whole = sent(new Reply.Measured(Metrics.of("loss", value)));
    int length = Math.floorMod(cut, whole.length);
    assertThat(read(Arrays.copyOf(whole, length))).isEmpty();
  }

  @Example
  void tooLongAMessageIsNeitherSentNorRead() {
    var reply = new Reply.Measured(Metrics.of("m".repeat(Frames.LONGEST), 1));
    assertThatThrownBy(() -> sent(reply)).hasMessageContaining("must have <= 1048576");
    assertThatThrownBy(() -> read(new byte[] {127, 0, 0, 0, 1}))
        .hasMessageContaining("length is 2130706432, must be in [1, 1048576]");
    assertThatThrownBy(() -> read(new byte[] {-1, 0, 0, 0, 1})).hasMessageContaining("length is -");
  }
}
