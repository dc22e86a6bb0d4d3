package dev.rungs.dl4j;

import dev.rungs.train.Slot;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a thread trains. On a CPU each trial has one thread: measured, more are slower for networks
 * that a sweep trains, and results differ in their last bits with the count. ND4J's thread counts
 * hold for the whole process.
 */
final class Device {

  private Device() {}

  /**
   * Pins the calling thread to the slot's device.
   *
   * @throws IllegalStateException if ND4J does not obey
   */
  static void bind(Slot slot) {
    Nd4j.getAffinityManager().unsafeSetDevice(slot.device());
    check("device", Nd4j.getAffinityManager().getDeviceForCurrentThread(), slot.device());
    if (Nd4j.getEnvironment().isCPU()) {
      Nd4j.getEnvironment().setMaxMasterThreads(1);
      openblas_nolapack.blas_set_num_threads(1);
      check("master threads", Nd4j.getEnvironment().maxMasterThreads(), 1);
      check("BLAS threads", openblas_nolapack.blas_get_num_threads(), 1);
    }
  }

  /** Returns how many slots suit the machine: its GPUs, else its cores. */
  static int slots() {
    return Nd4j.getEnvironment().isCPU()
        ? Runtime.getRuntime().availableProcessors()
        : Nd4j.getAffinityManager().getNumberOfDevices();
  }

  private static void check(String name, int seen, int wanted) {
    if (seen != wanted) {
      throw new IllegalStateException(
          name + " of " + Thread.currentThread() + " is " + seen + ", must be " + wanted);
    }
  }
}
