package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplersTest {

  @Test
  void everySamplerIsRegisteredOnceButTheOneThatWrapsAnother() {
    var registered = new ArrayList<Class<?>>(List.of(FixedSampler.class));
    Samplers.ALL.forEach(kind -> registered.add(made(kind).getClass()));
    assertThat(registered).containsExactlyInAnyOrder(Sampler.class.getPermittedSubclasses());
  }

  @Test
  void namesDiffer() {
    assertThat(Samplers.ALL).extracting(Kind::name).doesNotHaveDuplicates();
  }

  @Test
  void everySamplerHasATestThatKeepsTheContract() throws ReflectiveOperationException {
    for (Kind<? extends Sampler> kind : Samplers.ALL) {
      Class<? extends Sampler> type = made(kind).getClass();
      Class<?> test = Class.forName(type.getName() + "Test");
      assertThat(test).as("the test of %s", kind.name()).isAssignableTo(SamplerContract.class);
      var contract = (SamplerContract) test.getDeclaredConstructor().newInstance();
      assertThat(contract.sampler()).isInstanceOf(type);
    }
  }

  /** An interpreter computes every step as it is written, a compiler as it sees fit. */
  @Test
  void anotherJvmDrawsTheSame() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2",
                "-cp",
                System.getProperty("java.class.path"),
                Fingerprint.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor()).isZero();
    assertThat(printed).isEqualTo(Fingerprint.text()).hasLineCount(Samplers.ALL.size());
  }

  private static Sampler made(Kind<? extends Sampler> kind) {
    return kind.make(Configuration.EMPTY);
  }
}
