package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class BackendTest {

  @Test
  void theBackendIsTheOneThatComputes() {
    Backend backend = Backend.load();

    assertThat(backend.name()).isEqualTo(Nd4j.getBackend().getClass().getSimpleName());
    assertThat(backend.blas()).isNotBlank().isNotEqualTo("null");
    assertThat(backend.threads()).isPositive();
    assertThat(backend.gpus() == 0).isEqualTo(Nd4j.getEnvironment().isCPU());
  }
}
