package dev.rungs.benchmarks.bbob;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {

  @TempDir Path folder;

  @Test
  void anInterpreterThatIsNotThereIsToldByItsOption() {
    String python = folder.resolve("python3").toString();
    assertThatThrownBy(() -> Peers.open(python, Path.of("peers.py")))
        .isInstanceOf(Peers.Missing.class)
        .hasMessageStartingWith("--python: ")
        .hasMessageContaining(python);
  }
}
