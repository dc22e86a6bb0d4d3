package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import org.junit.jupiter.api.Test;

class SamplersTest {

  @Test
  void everyPermittedSamplerIsRegisteredOnce() {
    assertThat(Samplers.ALL)
        .extracting(kind -> (Object) kind.make(Configuration.EMPTY).getClass())
        .containsExactlyInAnyOrder((Object[]) Sampler.class.getPermittedSubclasses());
  }

  @Test
  void namesDiffer() {
    assertThat(Samplers.ALL).extracting(Kind::name).doesNotHaveDuplicates();
  }
}
