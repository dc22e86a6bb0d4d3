package dev.rungs.cli.file;

import dev.rungs.cli.file.KindReader.Chosen;
import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import dev.rungs.cli.file.Node.Items;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code shadow}: a list of schedulers that decide nothing, or one. Each is written as under
 * {@code scheduler}; what it does not say is as that has it.
 */
final class ShadowReader {

  private static final String KEY = "shadow";
  private static final String RULE = "a list of schedulers, such as [{type: median}]";
  private static final String WHY = "what a copy of a trial would have become is not recorded";

  private final Section root;
  private final List<Kind<? extends Scheduler>> kinds;

  ShadowReader(Section root, List<Kind<? extends Scheduler>> kinds) {
    this.root = root;
    this.kinds = kinds;
  }

  /** Returns the shadows beside a sweep's own scheduler; those with an error are left out. */
  List<Scheduler> read(Scheduler own) {
    Optional<Field> field = root.field(KEY);
    if (field.isEmpty()) {
      return List.of();
    }
    if (own instanceof Population) {
      refuse(
          field.get().key(),
          KEY,
          KEY + " stands beside a scheduler whose trials copy each other",
          "must be left out: " + WHY);
      return List.of();
    }
    Node value = field.get().value();
    List<Node> items = value instanceof Items list ? list.items() : List.of(value);
    var shadows = new ArrayList<Scheduler>();
    for (Node item : items) {
      shadow(item, own).filter(each -> isNew(each, item, own, shadows)).ifPresent(shadows::add);
    }
    return shadows;
  }

  private Optional<Scheduler> shadow(Node item, Scheduler own) {
    if (!(item instanceof Fields section)) {
      root.report(Code.SHAPE, item.span(), KEY, KEY + " is " + item.what(), RULE);
      return Optional.empty();
    }
    Optional<Scalar> copying = copying(section);
    if (copying.isPresent()) {
      refuse(
          copying.get().span(),
          KEY + ".type",
          KEY + " is " + copying.get().text() + ", whose trials copy each other",
          "must be another kind: " + WHY);
      return Optional.empty();
    }
    Fields filled = SchedulerSettings.fill(section, own, (key, text) -> item.span());
    var field = new Field(KEY, item.span(), filled);
    Section only = Section.only("", item.span(), field, root.findings());
    Optional<Chosen<Scheduler>> chosen = new SchedulerReader(kinds).read(only, KEY);
    chosen.map(Chosen::section).ifPresent(SweepReader::unit);
    return chosen.map(Chosen::made);
  }

  /** Returns the type if it is one of a population; no other kind has a setting of that name. */
  private Optional<Scalar> copying(Fields section) {
    return section
        .field("type")
        .map(Field::value)
        .filter(Scalar.class::isInstance)
        .map(Scalar.class::cast)
        .filter(
            type ->
                kinds.stream()
                    .filter(kind -> kind.name().equals(type.text()))
                    .anyMatch(kind -> kind.setting("population").isPresent()));
  }

  private boolean isNew(Scheduler shadow, Node item, Scheduler own, List<Scheduler> others) {
    boolean again = others.contains(shadow);
    if (again || shadow.equals(own)) {
      refuse(
          item.span(),
          KEY,
          KEY
              + " is "
              + SchedulerSettings.words(shadow)
              + (again ? " again" : ", which the scheduler is itself"),
          "must differ from the scheduler and from other shadows");
      return false;
    }
    return true;
  }

  private void refuse(Span at, String path, String message, String label) {
    root.findings().add(Problem.of(Code.SETTINGS, at, path, message).label(label));
  }
}
