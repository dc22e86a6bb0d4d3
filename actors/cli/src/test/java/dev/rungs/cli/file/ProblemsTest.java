package dev.rungs.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  private static String resource(String name) throws IOException {
    try (InputStream bytes = ProblemsTest.class.getResourceAsStream(name)) {
      assertThat(bytes).as(name).isNotNull();
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Problems problems(String name, String text) {
    return SweepFiles.read(
            name, text.getBytes(StandardCharsets.UTF_8), Path.of("."), Reads.REGISTRY, List.of())
        .problems();
  }

  @Test
  void everyErrorIsShownInTheOrderOfTheFile() throws IOException {
    assertThat(problems("broken.yaml", resource("broken.yaml")).text())
        .isEqualTo(resource("broken.txt"));
  }

  @Test
  void theJsonFormSaysTheSameForEditors() throws IOException {
    JsonNode array =
        new JsonMapper().readTree(problems("broken.yaml", resource("broken.yaml")).json());

    assertThat(array).hasSize(7);
    JsonNode hight = array.get(3);
    assertThat(hight.get("code").asText()).isEqualTo("SW101");
    assertThat(hight.get("severity").asText()).isEqualTo("error");
    assertThat(hight.get("file").asText()).isEqualTo("broken.yaml");
    assertThat(hight.get("line").asInt()).isEqualTo(14);
    assertThat(hight.get("column").asInt()).isEqualTo(25);
    assertThat(hight.get("endColumn").asInt()).isEqualTo(30);
    assertThat(hight.get("path").asText()).isEqualTo("space.dropout.hight");
    assertThat(hight.get("message").asText()).startsWith("unknown key 'hight'");
    assertThat(hight.get("help").asText()).isEqualTo("did you mean 'high'?");
  }

  @Test
  void twentyAreShownAndTheOthersCounted() {
    var text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append("zzzzzzzz").append(i).append(": 1\n");
    }
    Problems problems = problems("many.yaml", text.toString());

    assertThat(problems.errors())
        .isEqualTo(34); // objective, trainer, space and scheduler.max are missing
    assertThat(problems.text().split("error\\[", -1)).hasSize(21);
    assertThat(problems.text()).contains("… and 14 more", "many.yaml: 34 errors.");
  }

  @Test
  void aLongLineIsShownAroundTheMistake() {
    String text = "name: [" + "x, ".repeat(1000) + "]\nspace: {" + "a: 1, ".repeat(2) + "}";
    Problems problems = problems("long.yaml", text);

    assertThat(problems.text().lines()).allMatch(line -> line.length() < 400);
  }

  @Test
  void noProblemIsNoText() {
    assertThat(new Problems(Source.of("a", ""), List.of()).text()).isEmpty();
    assertThat(new Problems(Source.of("a", ""), List.of()).json()).isEqualTo("[]\n");
  }
}
