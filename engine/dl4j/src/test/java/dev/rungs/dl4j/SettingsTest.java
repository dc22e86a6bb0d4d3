package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void aFunnelHalvesTheWidth() {
    assertThat(mlp(Map.of("layers", 4, "width", 5, "shape", "funnel")).widths())
        .containsExactly(5, 2, 1, 1);
  }

  @Test
  void aLayersOwnWidthGoesBeforeWidth() {
    assertThat(mlp(Map.of("layers", 3, "width", 64, "width2", 16)).widths())
        .containsExactly(64, 16, 64);
  }

  @Test
  void filtersGrowFromConvolutionToConvolution() {
    Map<String, ?> settings = Map.of("conv_layers", 3, "filters", 4, "filter_growth", 2);
    assertThat(Settings.CNN.make(Configuration.of(settings)).filters()).containsExactly(4, 8, 16);
  }

  @Test
  void constantsOfAnotherOptimizerAreIgnored() {
    assertThat(mlp(Map.of("optimizer", "adagrad", "momentum", 0.5)).training().optimizer())
        .isEqualTo(new Optimizer.AdaGrad(1e-6));
  }

  @Test
  void impossibleSettingsAreRefused() {
    refused(Map.of("dropout", 1.0), "dropout is 1.0, must be a number in [0.0, 1.0)");
    refused(Map.of("dropout", -0.1), "dropout is -0.1, must be a number in [0.0, 1.0)");
    refused(Map.of("lr", -1e-3), "lr is -0.001, must be a number > 0.0");
    refused(Map.of("optimizer", "adabelief"), "optimizer is adabelief, must be one of adam, sgd");
    refused(Map.of("lr_schedule", "poly"), "lr_schedule is poly, must be one of constant, step");
    refused(Map.of("hidden", 64), "hidden is 64, is not a setting");
    refused(
        Map.of("l2", 0.1, "weight_decay", 0.2), "l2 is 0.1, must be 0 where weight_decay is 0.2");
    refused(Map.of("batch", 1, "batch_norm", true), "batch is 1, must be >= 2 where batch_norm");
  }

  private static NetworkPlan.Mlp mlp(Map<String, ?> settings) {
    return Settings.MLP.make(Configuration.of(settings));
  }

  private static void refused(Map<String, ?> settings, String message) {
    assertThatThrownBy(() -> mlp(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
