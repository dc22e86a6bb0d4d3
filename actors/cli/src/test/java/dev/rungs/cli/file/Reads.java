package dev.rungs.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.sample.Samplers;
import dev.rungs.schedule.Schedulers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads texts as the tests need it. */
final class Reads {

  static final Registry REGISTRY =
      new Registry(
          Samplers.ALL, Schedulers.ALL, List.of(new Curve()), Reads.class.getClassLoader());

  private Reads() {}

  static Reading read(String text, String... sets) {
    return SweepFiles.read(
        "sweep.yaml",
        text.getBytes(StandardCharsets.UTF_8),
        Path.of("base"),
        REGISTRY,
        Arrays.stream(sets).map(Setter::set).toList());
  }

  static SweepFile valid(String text, String... sets) {
    Reading reading = read(text, sets);
    assertThat(reading).as(reading.problems().text()).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid) reading).file();
  }
}
