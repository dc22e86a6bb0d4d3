package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Prints what every registered sampler suggests, as a checksum: for other JVMs to compare. */
public final class Fingerprint {

  private static final int TRIALS = 20;
  private static final int SLOTS = 3;

  private Fingerprint() {}

  public static void main(String[] args) {
    System.out.print(text());
  }

  static String text() {
    var text = new StringBuilder();
    for (Kind<? extends Sampler> kind : Samplers.ALL) {
      Sampler sampler = kind.make(Configuration.EMPTY);
      text.append(kind.name()).append(' ').append(checksum(sampler)).append('\n');
    }
    return text.toString();
  }

  /** A search with {@value #SLOTS} trials open at a time, of which some fail. */
  private static String checksum(Sampler sampler) {
    var history = new ListHistory();
    var sum = new CRC32();
    for (int i = 0; i < TRIALS; i++) {
      Suggestion next =
          sampler
              .suggest(SamplerContract.MIXED, history, new Chance(5, history.next()))
              .orElseThrow();
      sum.update(next.toString().getBytes(StandardCharsets.UTF_8));
      history.addPending(next.configuration());
      if (i >= SLOTS) {
        var ended = new TrialId(i - SLOTS);
        double loss = LearnerContract.loss(history.configuration(ended));
        history.end(ended, i % 7 == 0 ? Double.NaN : loss);
      }
    }
    return Long.toHexString(sum.getValue());
  }
}
