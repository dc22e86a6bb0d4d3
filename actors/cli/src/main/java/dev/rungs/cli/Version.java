package dev.rungs.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which Rungs this is. */
final class Version implements IVersionProvider {

  /** Returns the number from the jar; {@code unpackaged} where there is none. */
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"rungs " + number() + ", Java " + Runtime.version()};
  }
}
