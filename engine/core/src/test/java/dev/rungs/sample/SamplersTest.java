package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import org.junit.jupiter.api.Test;

class SamplersTest {

  @Test
  void everyPermittedSamplerIsRegisteredOnce() {
    assertThat(Samplers.ALL)
        .extracting(kind -> (Object) made(kind).getClass())
        .containsExactlyInAnyOrder((Object[]) Sampler.class.getPermittedSubclasses());
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

  private static Sampler made(Kind<? extends Sampler> kind) {
    return kind.make(Configuration.EMPTY);
  }
}
