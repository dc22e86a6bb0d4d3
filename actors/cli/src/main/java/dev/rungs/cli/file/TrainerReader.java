package dev.rungs.cli.file;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.space.Assignment;
import dev.rungs.space.Configuration;
import dev.rungs.space.Setting;
import dev.rungs.space.Value;
import dev.rungs.train.TrainerProvider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads {@code trainer:} and {@code data:}. */
final class TrainerReader {

  private static final List<String> WAYS = List.of("type", "class", "command");

  /**
   * A trainer and what names it.
   *
   * @param identity what stands under {@code trainer:} and {@code data:}
   * @param section {@code trainer:}
   */
  record Read(Training training, Configuration identity, Section section) {

    /** Returns what a parameter of the space may set; empty if that is up to a program. */
    Optional<List<Setting>> settings() {
      return training instanceof Training.Provided provided
          ? Optional.of(provided.provider().settings())
          : Optional.empty();
    }

    String name() {
      return identity.assignments().get(0).value().toString();
    }
  }

  private final Registry registry;
  private final Section root;

  TrainerReader(Registry registry, Section root) {
    this.registry = registry;
    this.root = root;
  }

  /** Returns the trainer; empty if it cannot be told which is meant. */
  Optional<Read> read() {
    Optional<Field> field = root.require("trainer", "a mapping with type, class or command");
    if (field.isEmpty()) {
      return Optional.empty();
    }
    for (String way : WAYS) {
      Optional<Field> chosen = Section.peek(field.get().value(), way);
      if (chosen.isPresent()) {
        Section head =
            Section.only("trainer", field.get().key(), chosen.get().named(way), root.findings());
        return way.equals("command")
            ? command(field.get())
            : provider(head, way).flatMap(provider -> provided(field.get(), way, head, provider));
      }
    }
    root.report(
        Code.MISSING,
        field.get().key(),
        "trainer",
        "trainer does not say which",
        "a mapping with type, class or command");
    return Optional.empty();
  }

  private Optional<TrainerProvider> provider(Section head, String way) {
    if (way.equals("class")) {
      return head.scalar(way, "the name of a class").flatMap(name -> byClass(head, name));
    }
    List<String> types = registry.trainers().stream().map(TrainerProvider::type).toList();
    return head.word(way, types).flatMap(registry::trainer);
  }

  private Optional<TrainerProvider> byClass(Section head, Scalar name) {
    try {
      return Optional.of(registry.provider(name.text()));
    } catch (IllegalArgumentException refused) {
      root.findings()
          .add(
              Problem.of(
                      Code.NO_TRAINER,
                      name.span(),
                      head.path("class"),
                      "class is " + Quote.of(name.text()))
                  .label(String.valueOf(refused.getMessage())));
      return Optional.empty();
    }
  }

  private Optional<Read> provided(Field field, String way, Section head, TrainerProvider provider) {
    Section section =
        Section.of(
            field.value(),
            "trainer",
            field.key(),
            keys(List.of(way), provider.settings()),
            "trainer " + provider.type(),
            root.findings());
    Configuration settings = section.settings(optional(provider.settings()));
    Section data = root.child("data", keys(List.of(), provider.data()));
    Configuration given = data.settings(provider.data());
    Configuration complete = complete(provider.data(), given);
    String name = head.field(way).map(each -> ((Scalar) each.value()).text()).orElseThrow();
    return Optional.of(
        new Read(
            new Training.Provided(provider, settings, complete),
            identity(way, new Value.Text(name), settings, given),
            section));
  }

  private Optional<Read> command(Field field) {
    Section section =
        Section.of(
            field.value(),
            "trainer",
            field.key(),
            List.of("command", "metrics"),
            "trainer command",
            root.findings());
    List<String> words = texts(section, "command", "a list of words: a program and its arguments");
    String rule = "the list of metrics that the program reports";
    section.require("metrics", rule);
    List<String> metrics = texts(section, "metrics", rule);
    root.field("data")
        .ifPresent(
            data ->
                root.findings()
                    .add(
                        Problem.of(
                                Code.UNKNOWN_KEY,
                                data.key(),
                                "data",
                                "a command reads no data: key")
                            .label("hand the file's name to the program in command:")));
    return words.isEmpty() || metrics.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Read(
                new Training.Command(words, metrics),
                identity(
                    "command",
                    new Value.Text(String.join(" ", words)),
                    Configuration.EMPTY,
                    Configuration.EMPTY),
                section));
  }

  private static List<String> texts(Section section, String key, String rule) {
    List<Scalar> scalars = section.scalars(key, rule);
    scalars.stream()
        .filter(scalar -> scalar.text().isBlank())
        .forEach(
            blank ->
                section.report(
                    Code.VALUE, blank.span(), section.path(key), key + " holds a blank", rule));
    return scalars.stream().map(Scalar::text).toList();
  }

  /** A setting that must be given may be given by the space; that is checked there. */
  private static List<Setting> optional(List<Setting> settings) {
    return settings.stream()
        .map(each -> Setting.unset(each.name(), each.rule(), each.help()))
        .toList();
  }

  private static Configuration complete(List<Setting> settings, Configuration given) {
    Configuration complete = given;
    for (Setting setting : settings) {
      if (!complete.has(setting.name()) && setting.fallback().isPresent()) {
        complete = complete.with(setting.name(), setting.fallback().get());
      }
    }
    return complete;
  }

  private static List<String> keys(List<String> first, List<Setting> settings) {
    var keys = new LinkedHashSet<>(first);
    settings.forEach(setting -> keys.add(setting.name()));
    return List.copyOf(keys);
  }

  private static Configuration identity(
      String way, Value name, Configuration settings, Configuration data) {
    var all = new ArrayList<>(List.of(new Assignment(way, name)));
    all.addAll(settings.assignments());
    data.assignments()
        .forEach(each -> all.add(new Assignment("data." + each.name(), each.value())));
    return new Configuration(all);
  }
}
