package dev.rungs.cli.file;

import dev.rungs.sample.Sampler;
import dev.rungs.sample.Samplers;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Schedulers;
import dev.rungs.space.Kind;
import dev.rungs.train.TrainerProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What a sweep file may name.
 *
 * @param samplers at least one, the default first
 * @param schedulers at least one, the default first
 * @param trainers those with a {@link TrainerProvider#type}
 * @param classes where {@code trainer: class:} is looked up
 */
public record Registry(
    List<Kind<? extends Sampler>> samplers,
    List<Kind<? extends Scheduler>> schedulers,
    List<TrainerProvider> trainers,
    ClassLoader classes) {

  public Registry {
    samplers = List.copyOf(samplers);
    schedulers = List.copyOf(schedulers);
    trainers = List.copyOf(trainers);
    if (samplers.isEmpty() || schedulers.isEmpty()) {
      throw new IllegalArgumentException("registry has no sampler or no scheduler, must have both");
    }
  }

  /** Returns everything on the class path. */
  public static Registry installed() {
    ClassLoader classes = Registry.class.getClassLoader();
    List<TrainerProvider> trainers =
        ServiceLoader.load(TrainerProvider.class, classes).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return new Registry(Samplers.ALL, Schedulers.ALL, trainers, classes);
  }

  Optional<TrainerProvider> trainer(String type) {
    return trainers.stream().filter(provider -> provider.type().equals(type)).findFirst();
  }

  /**
   * Returns a provider by its class.
   *
   * @throws IllegalArgumentException if there is no such class, or it cannot be one
   */
  public TrainerProvider provider(String className) {
    try {
      return Class.forName(className, true, classes)
          .asSubclass(TrainerProvider.class)
          .getConstructor()
          .newInstance();
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new IllegalArgumentException("is not on the class path", missing);
    } catch (ClassCastException other) {
      throw new IllegalArgumentException(
          "must implement " + TrainerProvider.class.getName(), other);
    } catch (ReflectiveOperationException closed) {
      throw new IllegalArgumentException(
          "must be public with a public constructor without arguments that succeeds", closed);
    }
  }
}
