package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SweepNameProperties {

  /** Mostly of what names are made of, so that some fit. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(70),
        Arbitraries.strings().withChars("aZ0._-/ ").ofMaxLength(70),
        Arbitraries.strings().withChars("a.").ofMaxLength(5).map(end -> "Rungs." + end));
  }

  @Property
  void theNearestNameFits(@ForAll("texts") String text) {
    assertThat(SweepName.fits(SweepName.near(text))).isTrue();
  }

  @Property
  void whatFitsStaysAsItIs(@ForAll("texts") String text) {
    if (SweepName.fits(text)) {
      assertThat(SweepName.near(text)).isEqualTo(text);
    }
  }

  @Property
  void whatFitsNamesAFolderInsideItsDirectory(@ForAll("texts") String text) {
    if (SweepName.fits(text)) {
      Path directory = Path.of("runs");
      assertThat(directory.resolve(text).normalize().getParent()).isEqualTo(directory);
    }
  }

  @Example
  void whatNoFolderOfASweepMayBeCalledIsRefused() {
    for (String name :
        new String[] {"", ".", "..", ".lock", "-x", "a/b", "ä", "\0", "rungs.db", "RUNGS.log"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SweepName.check("id", name))
          .withMessage("id is '" + name + "', must be " + SweepName.RULE);
    }
  }

  @Example
  void textBecomesAName() {
    assertThat(SweepName.near("my sweep")).isEqualTo("my-sweep");
    assertThat(SweepName.near("rungs.digits")).isEqualTo("rungs-digits");
    assertThat(SweepName.near("..")).isEqualTo("sweep");
    assertThat(SweepName.near("5")).isEqualTo("5");
    assertThat(SweepName.near("a".repeat(70))).isEqualTo("a".repeat(64));
  }
}
