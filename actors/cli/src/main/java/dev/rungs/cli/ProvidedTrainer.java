package dev.rungs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rungs.actors.journal.EventCodec;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.Training;
import dev.rungs.space.Configuration;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerFactory;
import java.nio.file.Path;

/** Opens the trainer of a sweep file in a JVM that has not read the file. */
public final class ProvidedTrainer implements TrainerFactory {

  private static final ObjectMapper JSON = EventCodec.configure(JsonMapper.builder()).build();

  /** What a file says about its trainer. */
  record Argument(String provider, Configuration settings, Configuration data, String base) {}

  /** Returns what {@link #open} needs to know. */
  static String argument(Training.Provided provided, Path base) throws JsonProcessingException {
    return JSON.writeValueAsString(
        new Argument(
            provided.provider().getClass().getName(),
            provided.settings(),
            provided.data(),
            base.toString()));
  }

  @Override
  public IterativeTrainer<?> open(String argument) throws Exception {
    Argument said = JSON.readValue(argument, Argument.class);
    return Registry.installed()
        .provider(said.provider())
        .open(said.settings(), said.data(), Path.of(said.base()));
  }
}
