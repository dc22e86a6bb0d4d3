package dev.rungs.actors;

import static dev.rungs.space.Parameter.real;

import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that runs a sweep called q to its end, says so, and does not close its journal. */
final class TestSweep {

  private TestSweep() {}

  static SweepSpec sweep(int trials) {
    return SweepSpec.named("quadratic")
        .minimize("loss")
        .over(real("x", 0, 1))
        .sampler(new RandomSampler())
        .scheduler(new Asha(1, 9, 3))
        .stop(StopRules.trials(trials))
        .build();
  }

  /** Runs it in a process of its own and kills that when all is acknowledged. */
  static void runAndKill(Path directory, int trials) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    TestSweep.class.getName(),
                    directory.toString(),
                    Integer.toString(trials)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = process.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.equals("done")) {
        line = lines.readLine();
      }
      process.toHandle().destroyForcibly();
    }
    process.waitFor();
  }

  public static void main(String[] arguments) throws Exception {
    Rungs rungs = Rungs.local().directory(Path.of(arguments[0])).slots(2).open();
    rungs.run("q", sweep(Integer.parseInt(arguments[1])), new Quadratic());
    System.out.println("done");
    int unused = System.in.read(); // until killed
  }
}
