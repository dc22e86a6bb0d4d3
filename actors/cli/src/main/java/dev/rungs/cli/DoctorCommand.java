package dev.rungs.cli;

import dev.rungs.dl4j.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells whether this machine is fit for sweeps. */
@Command(
    description = {
      "Look whether this machine has what sweeps need; how to get what is missing.",
      "Exit code 0 if sweeps can run, 1 if not."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "leave out ND4J, which takes seconds to load")
  boolean quick;

  @Mixin final Sweeps sweeps = new Sweeps();
  @Mixin final Look look = new Look();

  private final Console console;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Check> checks = checks();
    checks.forEach(check -> console.result(check.lines().lines().toList()));
    boolean well = checks.stream().noneMatch(check -> check.level() == Check.Level.WRONG);
    return (well ? Exit.OK : Exit.FAULT).code();
  }

  private List<Check> checks() {
    Runtime machine = Runtime.getRuntime();
    var checks = new ArrayList<Check>();
    checks.add(Machine.java(Runtime.version(), machine.availableProcessors()));
    checks.add(Machine.heap(machine.maxMemory()));
    checks.add(Machine.terminal(terminal(), look.screen(console)));
    if (!quick) {
      checks.addAll(Machine.nd4j(Backend::load));
    }
    checks.add(Machine.disk(sweeps.directory));
    checks.add(Machine.journal(sweeps.directory));
    return checks;
  }

  /** Returns the kind of the terminal that shows a running sweep, if there is one. */
  private Optional<String> terminal() {
    Optional<Tty> tty = Tty.error();
    tty.ifPresent(Tty::close);
    return tty.map(any -> console.environment().getOrDefault("TERM", "of no known kind"));
  }
}
