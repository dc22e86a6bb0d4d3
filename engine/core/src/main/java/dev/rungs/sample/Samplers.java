package dev.rungs.sample;

import dev.rungs.space.Kind;
import java.util.List;

/** The registry of samplers: one line each. */
public final class Samplers {

  /** Every sampler, the default first. */
  public static final List<Kind<? extends Sampler>> ALL =
      List.of(
          AutoSampler.KIND,
          RandomSampler.KIND,
          GridSampler.KIND,
          SobolSampler.KIND,
          LatinHypercubeSampler.KIND,
          NarrowingSampler.KIND,
          AnnealingSampler.KIND,
          EvolutionSampler.KIND,
          DifferentialEvolutionSampler.KIND,
          Nsga2Sampler.KIND,
          TpeSampler.KIND,
          GpSampler.KIND,
          CmaEsSampler.KIND,
          BohbSampler.KIND);

  private Samplers() {}
}
