package dev.rungs.dl4j;

import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The library that computes: what ND4J has found on this machine.
 *
 * @param name ND4J's name for it, such as {@code CpuBackend}
 * @param blas who multiplies matrices, such as {@code OPENBLAS}
 * @param instructions what ND4J's own operations were built for; BLAS chooses for itself
 * @param threads native threads of one operation before a trainer pins them to one
 * @param gpus how many GPUs it computes on; 0 if it computes on the processor
 */
public record Backend(String name, String blas, String instructions, int threads, int gpus) {

  /**
   * Loads the native libraries, which takes seconds the first time, and describes them.
   *
   * @throws IllegalStateException if they cannot be loaded or do not compute, saying why
   */
  public static Backend load() {
    try {
      double sum = Nd4j.ones(2, 2).mmul(Nd4j.ones(2, 2)).sumNumber().doubleValue();
      if (sum != 8) {
        throw new IllegalStateException("the sum of a product is " + sum + ", must be 8");
      }
      return describe();
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException("ND4J does not work: " + root(e), e);
    }
  }

  private static Backend describe() {
    Properties found = Nd4j.getExecutioner().getEnvironmentInformation();
    NativeOps natives = NativeOpsHolder.getInstance().getDeviceNativeOps();
    boolean cpu = Nd4j.getEnvironment().isCPU();
    return new Backend(
        Nd4j.getBackend().getClass().getSimpleName(),
        String.valueOf(found.get("blas.vendor")),
        instructions(natives.binaryLevel()),
        natives.ompGetMaxThreads(),
        cpu ? 0 : Nd4j.getAffinityManager().getNumberOfDevices());
  }

  /** The levels are those of {@code binaryLevel} in libnd4j. */
  private static String instructions(int level) {
    return switch (level) {
      case 2 -> "AVX2";
      case 3 -> "AVX512";
      default -> "baseline instructions";
    };
  }

  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
