package dev.rungs.cli.file;

import dev.rungs.cli.file.KindReader.Chosen;
import dev.rungs.cli.file.Node.Field;
import dev.rungs.cli.file.Node.Fields;
import dev.rungs.cli.file.Node.Scalar;
import dev.rungs.cli.file.SweepFile.Column;
import dev.rungs.cli.file.SweepFile.Resources;
import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Value;
import dev.rungs.sweep.CheckpointQuota;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepName;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.trial.Aims;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Patience;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the document of a sweep file, section by section, and gathers every error. */
final class SweepReader {

  static final List<String> KEYS =
      List.of(
          "sweep",
          "name",
          "objective",
          "also",
          "require",
          "trainer",
          "data",
          "space",
          "constraints",
          "sampler",
          "scheduler",
          "shadow",
          "order",
          "resources",
          "stop",
          "patience",
          "retry",
          "checkpoint",
          "start_with",
          "learn_from",
          "report",
          "output");

  private static final String FIX = "fix";
  private static final String LEARN_FROM = "learn_from";
  private static final int VERSION = 1;
  private static final int WINDOW = 8;

  /** What stands between trials; a command is a process of its own in any case. */
  private enum Isolation {
    NONE,
    PROCESS
  }

  private final Findings findings;
  private final Section root;
  private final String fallbackName;
  private final Path base;
  private final Optional<TrainerReader.Read> trainer;
  private final List<String> metrics;
  private final AimsReader aims;
  private final Optional<Chosen<Sampler>> sampler;
  private final Optional<Chosen<Scheduler>> scheduler;
  private final ShadowReader shadows;

  SweepReader(Fields document, Source source, Path base, Registry registry, Findings findings) {
    this.findings = findings;
    this.root = Section.of(document, "", source.start(), KEYS, "the sweep file", findings);
    this.fallbackName = name(source.name());
    this.base = base;
    this.trainer = new TrainerReader(registry, root).read();
    this.metrics = trainer.map(read -> read.training().metrics()).orElse(List.of());
    this.aims = new AimsReader(root, metrics);
    this.sampler =
        new KindReader<>(registry.samplers(), List.of("seed", FIX)).read(root, "sampler");
    this.scheduler = new SchedulerReader(registry.schedulers()).read(root, SchedulerReader.KEY);
    this.shadows = new ShadowReader(root, registry.schedulers());
  }

  /** Returns the sweep; empty if there is an error. */
  Optional<SweepFile> read() {
    root.integer("sweep", VERSION, VERSION, VERSION);
    Optional<SweepSpec> spec = spec();
    Resources resources = resources();
    Section checkpoint = root.child("checkpoint", List.of("every", "quota"));
    int every = every(checkpoint);
    CheckpointQuota quota = quota(checkpoint);
    List<Column> report = report();
    Path output = output();
    if (spec.isEmpty() || findings.errors() > 0) {
      return Optional.empty();
    }
    new Warnings(root, scheduler.orElseThrow().section()).check(spec.get());
    return Optional.of(
        new SweepFile(
            spec.get(),
            sampler.orElseThrow().words() + fixedWords(spec.get().sampler()),
            scheduler.orElseThrow().words(),
            trainer.orElseThrow().training(),
            resources,
            every,
            quota,
            report,
            output,
            base));
  }

  /** Returns what decides; empty if there is an error. */
  private Optional<SweepSpec> spec() {
    String name = name();
    Optional<Aims> wanted = aims.read();
    var spaceReader = new SpaceReader(root, trainer);
    Optional<SearchSpace> space = spaceReader.read();
    List<Configuration> points = spaceReader.points(space);
    List<String> learnFrom = learnFrom();
    long seed = seed();
    scheduler.map(Chosen::section).ifPresent(SweepReader::unit);
    StopRules stop = populated(stop());
    Optional<Scheduler> decides = scheduler.flatMap(chosen -> fitted(chosen, space));
    List<Scheduler> beside = decides.map(shadows::read).orElse(List.of());
    Order order = order();
    Patience patience = patience();
    Optional<Retry> retry = retry();
    Optional<Sampler> made = space.flatMap(this::sampler);
    if (findings.errors() == 0) {
      checkEnd(made.orElseThrow(), space.orElseThrow(), stop);
    }
    if (findings.errors() > 0) {
      return Optional.empty();
    }
    return root.build(
        Code.SETTINGS,
        () ->
            new SweepSpec(
                name,
                seed,
                wanted.orElseThrow().objective(),
                wanted.orElseThrow().also(),
                wanted.orElseThrow().require(),
                space.orElseThrow(),
                made.orElseThrow(),
                decides.orElseThrow(),
                beside,
                order,
                stop,
                patience,
                retry.orElseThrow(),
                trainer.orElseThrow().identity(),
                points,
                learnFrom));
  }

  /** Returns the ids of earlier sweeps; whether they exist is seen when the sweep is begun. */
  private List<String> learnFrom() {
    var ids = new ArrayList<String>();
    for (Scalar scalar : root.scalars(LEARN_FROM, "a list of sweeps' ids")) {
      String id = scalar.text();
      if (!SweepName.fits(id) || ids.contains(id)) {
        root.report(
            Code.VALUE,
            scalar.span(),
            LEARN_FROM,
            LEARN_FROM + " names " + Quote.of(id) + (ids.contains(id) ? " again" : ""),
            "ids of sweeps, each once");
      } else {
        ids.add(id);
      }
    }
    return ids;
  }

  private long seed() {
    return sampler
        .map(each -> each.section().integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, 0))
        .orElse(0L);
  }

  private String name() {
    Optional<String> name = root.text("name", SweepName.RULE);
    if (name.isPresent() && !SweepName.fits(name.get())) {
      Node node = root.field("name").map(Field::value).orElseThrow();
      root.report(
          Code.VALUE, node.span(), "name", "name is " + Quote.of(name.get()), SweepName.RULE);
    }
    return name.orElse(fallbackName);
  }

  static void unit(Section section) {
    if (section.has("unit")) {
      section.word("unit", List.of("epochs"));
    }
  }

  private StopRules stop() {
    Section section =
        root.child("stop", List.of("trials", "wall_clock", "budget", "plateau", "failed"));
    Section plateau = section.child("plateau", List.of("trials", "improve"));
    if (section.has("plateau")) {
      plateau.require("trials", "a whole number >= 1");
    }
    return new StopRules(
        section.count("trials", 1, StopRules.UNLIMITED),
        section.unit("wall_clock", Units::duration, Units.DURATION, Duration.ZERO),
        section.unit("budget", Units::epochs, Units.EPOCHS, (long) StopRules.UNLIMITED),
        new StopRules.Plateau(
            plateau.count("trials", 1, 0), plateau.unit("improve", Units::share, Units.SHARE, 0.0)),
        section.count("failed", 1, StopRules.UNLIMITED));
  }

  /** Returns the sampler, with what it is to leave alone; not every one can search every space. */
  private Optional<Sampler> sampler(SearchSpace space) {
    if (sampler.isEmpty()) {
      return Optional.empty();
    }
    Section section = sampler.get().section();
    Sampler plain = sampler.get().made();
    if (!section.has(FIX)) {
      return checked(section, plain, space);
    }
    List<String> names = space.parameters().stream().map(Parameter::name).toList();
    long before = findings.errors();
    Section fix = section.child(FIX, names);
    Configuration values = fixed(fix, space);
    return findings.errors() > before
        ? Optional.empty()
        : fix.build(Code.FIXED, () -> new FixedSampler(plain, values))
            .flatMap(made -> checked(fix, made, space));
  }

  private static Optional<Sampler> checked(Section section, Sampler made, SearchSpace space) {
    return section.build(
        Code.SETTINGS,
        () -> {
          made.check(space);
          return made;
        });
  }

  private static Configuration fixed(Section fix, SearchSpace space) {
    Configuration values = Configuration.EMPTY;
    for (Field field : fix.fields()) {
      String name = field.name();
      Optional<Scalar> scalar = fix.scalar(name, "a single value");
      Optional<Value> value = scalar.flatMap(Scalar::value);
      Optional<String> rule = value.flatMap(space.parameter(name).orElseThrow()::problem);
      if (rule.isPresent()) {
        fix.report(
            Code.FIXED,
            field.value().span(),
            fix.path(name),
            name + " is " + Quote.of(scalar.orElseThrow().text()),
            rule.get().replaceFirst("^must be ", ""));
      } else if (value.isPresent()) {
        values = values.with(name, value.get());
      }
    }
    return values;
  }

  /** A population is all the trials there are, unless the file says otherwise. */
  private StopRules populated(StopRules rules) {
    boolean open = rules.trials() == StopRules.UNLIMITED;
    return open && scheduler.map(Chosen::made).orElse(null) instanceof Population population
        ? new StopRules(
            population.population(),
            rules.wallClock(),
            rules.epochs(),
            rules.plateau(),
            rules.failed())
        : rules;
  }

  /** Lets a population change what its trainer can change in mid-training, and nothing else. */
  private Optional<Scheduler> fitted(Chosen<Scheduler> chosen, Optional<SearchSpace> space) {
    List<String> mutable = trainer.map(read -> read.training().mutable()).orElse(List.of());
    return chosen
        .section()
        .build(
            Code.SETTINGS,
            () -> {
              Scheduler made = chosen.made();
              if (made instanceof Population population && !mutable.isEmpty()) {
                made = population.mutating(Mutable.names(population, mutable, space));
              }
              space.ifPresent(made::check);
              return made;
            });
  }

  /** Every sweep must end by itself. */
  private void checkEnd(Sampler made, SearchSpace space, StopRules stop) {
    Optional<BigInteger> configurations = made.configurations(space);
    boolean countless =
        configurations.filter(each -> each.compareTo(Extent.MOST_TRIALS) > 0).isPresent();
    if (countless && Extent.walksInOrder(made) && stop.trials() == StopRules.UNLIMITED) {
      findings.add(
          Problem.of(
                  Code.ENDLESS,
                  sampler.orElseThrow().section().at(),
                  "sampler",
                  "the grid has " + configurations.get() + " points, too many to walk")
              .label("must have at most " + Extent.MOST_TRIALS + ", or stop.trials")
              .help("random draws from everywhere"));
      return;
    }
    boolean ends =
        stop.trials() < StopRules.UNLIMITED
            || !stop.wallClock().isZero()
            || stop.epochs() < StopRules.UNLIMITED
            || stop.plateau().trials() > 0
            || (configurations.isPresent() && !countless);
    if (!ends) {
      findings.add(
          Problem.of(
                  Code.ENDLESS,
                  root.field("stop").map(Field::key).orElse(root.at()),
                  "stop",
                  "nothing ends this sweep: its space "
                      + configurations
                          .map(count -> "holds " + count + " configurations")
                          .orElse("has no end"))
              .label("expected stop.trials, wall_clock, budget or plateau")
              .help("stop: {trials: 64}"));
    }
  }

  private static String fixedWords(Sampler made) {
    return made instanceof FixedSampler fixed ? ", fixed " + fixed.values() : "";
  }

  private Order order() {
    Optional<Field> field = root.field("order");
    if (field.isEmpty()) {
      return new Order.Replay();
    }
    boolean plain = field.get().value() instanceof Scalar;
    Section section =
        plain
            ? Section.only("order", root.at(), field.get().named("mode"), findings)
            : root.child("order", List.of("mode", "window"));
    section.require("mode", "replay or ordered");
    Optional<String> mode =
        section.has("mode") ? section.word("mode", List.of("replay", "ordered")) : Optional.empty();
    int window = section.count("window", 1, WINDOW);
    if (!mode.equals(Optional.of("replay"))) {
      return new Order.Ordered(window);
    }
    section
        .field("window")
        .ifPresent(
            useless ->
                findings.add(
                    Problem.of(
                        Code.UNKNOWN_KEY,
                        useless.key(),
                        "order.window",
                        "window has no meaning in mode replay")));
    return new Order.Replay();
  }

  private Patience patience() {
    Section section = root.child("patience", List.of("epochs", "improve"));
    if (root.has("patience")) {
      section.require("epochs", "a whole number >= 1");
    }
    return new Patience(section.count("epochs", 1, 0), section.number("improve", 0, 0));
  }

  private Optional<Retry> retry() {
    Section section = root.child("retry", List.of("times", "on", "deaths", "halve"));
    int times = section.count("times", 0, Retry.DEFAULT.times());
    int deaths = section.count("deaths", 0, Retry.DEFAULT.deaths());
    List<FailureKind> on = section.has("on") ? retried(section) : Retry.DEFAULT.on();
    String halve = section.text("halve", "the name of a parameter of whole numbers").orElse("");
    return findings.errors() > 0
        ? Optional.empty()
        : root.build(Code.SETTINGS, () -> new Retry(times, on, deaths, halve));
  }

  private static List<FailureKind> retried(Section section) {
    List<String> words =
        Arrays.stream(FailureKind.values())
            .filter(kind -> kind != FailureKind.DIVERGED && !kind.passes())
            .map(SweepReader::word)
            .toList();
    return section.scalars("on", "a list of " + String.join(", ", words)).stream()
        .flatMap(scalar -> section.word(scalar, "on", words).stream())
        .map(word -> FailureKind.valueOf(word.toUpperCase(Locale.ROOT)))
        .toList();
  }

  private Resources resources() {
    Section section = root.child("resources", List.of("slots", "per_trial", "isolation"));
    Section perTrial = section.child("per_trial", List.of("cpu", "timeout"));
    boolean auto =
        section
            .field("slots")
            .filter(field -> field.value() instanceof Scalar word && word.text().equals("auto"))
            .isPresent();
    return new Resources(
        auto ? Resources.AUTO : section.count("slots", 1, Resources.AUTO),
        perTrial.count("cpu", 1, 1),
        perTrial.unit("timeout", Units::duration, Units.DURATION, Duration.ZERO),
        choice(section, "isolation", Isolation.values(), Isolation.NONE) == Isolation.PROCESS);
  }

  private static int every(Section checkpoint) {
    return checkpoint
        .unit("every", Units::epochs, Units.EPOCHS, (long) SweepFile.BY_TIME)
        .intValue();
  }

  private static CheckpointQuota quota(Section checkpoint) {
    return new CheckpointQuota(
        checkpoint.unit("quota", Units::bytes, Units.BYTES, CheckpointQuota.NONE.bytes()));
  }

  /** Returns the columns: a list of metrics, or a mapping from metrics to headings. */
  private List<Column> report() {
    var known = new ArrayList<>(metrics);
    known.add(Column.EPOCH);
    Optional<Field> field = root.field("report");
    if (field.isEmpty()) {
      return metrics.stream().map(metric -> new Column(metric, metric)).toList();
    }
    if (!(field.get().value() instanceof Fields)) {
      return root.scalars("report", "a list of metrics").stream()
          .flatMap(scalar -> aims.metric(root, "report", scalar, known).stream())
          .map(metric -> new Column(metric, metric))
          .toList();
    }
    Section section = root.child("report", known);
    return section.fields().stream()
        .flatMap(
            column ->
                section.text(column.name(), "a heading").stream()
                    .map(heading -> new Column(heading, column.name())))
        .toList();
  }

  private Path output() {
    Section section = root.child("output", List.of("dir"));
    String dir = section.text("dir", "the name of a folder").orElse("runs");
    return section.build(Code.VALUE, () -> Path.of(dir)).orElse(Path.of("runs"));
  }

  static <E extends Enum<E>> E choice(Section section, String key, E[] values, E fallback) {
    if (!section.has(key)) {
      return fallback;
    }
    List<String> words = Arrays.stream(values).map(SweepReader::word).toList();
    return section.word(key, words).map(word -> values[words.indexOf(word)]).orElse(fallback);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a file's name without its ending, made fit to be a sweep's name. */
  private static String name(String file) {
    String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return SweepName.near(last.replaceFirst("\\.ya?ml$", ""));
  }
}
