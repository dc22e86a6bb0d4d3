package dev.rungs.cli.file;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a section whose {@code type} selects an entry of a registry: the entry says which other
 * keys there are.
 *
 * <p>If a registry holds {@code x} and {@code x-stop}, then {@code type: x} accepts {@code mode:
 * stop}, which selects {@code x-stop}; {@code mode: promote} selects {@code x}.
 *
 * @param <T> what the registry makes
 */
final class KindReader<T> {

  private static final String PROMOTE = "promote";
  private static final String STOP = "stop";

  /**
   * What was chosen.
   *
   * @param words its kind and settings, for people: "asha (min 1, max 27, eta 3)"
   * @param section where it was read from
   */
  record Chosen<T>(T made, String words, Section section) {}

  private final List<Kind<? extends T>> kinds;
  private final List<String> shared;

  /**
   * @param kinds at least one, the default first
   * @param shared keys that the section has for every kind
   */
  KindReader(List<Kind<? extends T>> kinds, List<String> shared) {
    this.kinds = kinds;
    this.shared = shared;
  }

  /** Returns what the section selects; if there is no section, the default. */
  Optional<Chosen<T>> read(Section root, String key) {
    Optional<Field> field = root.field(key);
    if (field.isEmpty()) {
      Section absent = Section.absent(key, root.at(), root.findings());
      return make(kinds.get(0), absent);
    }
    Section head = head(root, field.get(), key);
    if (head.has("type") && head.scalar("type", "a word").isEmpty()) {
      return Optional.empty();
    }
    Optional<String> type =
        head.has("type") ? head.word("type", names()) : Optional.of(kinds.get(0).name());
    return type.flatMap(name -> read(root, field.get(), key, name));
  }

  private Optional<Chosen<T>> read(Section root, Field field, String key, String type) {
    Kind<? extends T> plain = kind(type).orElseThrow();
    Optional<Kind<? extends T>> stopping = kind(type + "-" + STOP);
    var keys = new ArrayList<>(List.of("type"));
    stopping.ifPresent(kind -> keys.add("mode"));
    plain.settings().forEach(setting -> keys.add(setting.name()));
    keys.addAll(shared);
    Section section =
        Section.of(field.value(), key, field.key(), keys, key + " " + type, root.findings());
    Optional<String> mode = section.has("mode") ? section.word("mode", modes()) : Optional.empty();
    return make(mode.equals(Optional.of(STOP)) ? stopping.orElseThrow() : plain, section);
  }

  /** Only what is needed to find the type; its findings are made again by the full section. */
  private static Section head(Section root, Field field, String key) {
    return Section.peek(field.value(), "type")
        .map(type -> Section.only(key, field.key(), type.named("type"), root.findings()))
        .orElseGet(() -> Section.absent(key, field.key(), root.findings()));
  }

  private Optional<Chosen<T>> make(Kind<? extends T> kind, Section section) {
    long before = section.findings().errors();
    var given = section.settings(kind.settings());
    if (section.findings().errors() > before) {
      return Optional.empty();
    }
    return section
        .<T>build(Code.SETTINGS, () -> kind.make(given))
        .map(made -> new Chosen<>(made, words(kind, given), section));
  }

  private Optional<Kind<? extends T>> kind(String name) {
    for (Kind<? extends T> kind : kinds) {
      if (kind.name().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private List<String> names() {
    return kinds.stream().<String>map(Kind::name).toList();
  }

  /** Returns {@code asha (min 1, max 27, eta 3)}. */
  static String words(Kind<?> kind, Configuration given) {
    String settings =
        kind.complete(given).assignments().stream()
            .map(each -> each.name() + " " + each.value())
            .collect(Collectors.joining(", "));
    return settings.isEmpty() ? kind.name() : kind.name() + " (" + settings + ")";
  }

  private static List<String> modes() {
    return List.of(PROMOTE, STOP);
  }
}
