package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

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

  @Property
  void aNumberMakesAFreeNameOfAnyThatFits(
      @ForAll("texts") String text, @ForAll @IntRange(max = 200) int taken) {
    String stem = SweepName.near(text);
    var names = new LinkedHashSet<String>();
    for (int sweep = 0; sweep <= taken; sweep++) {
      String name = SweepName.numbered(stem, 2, names);
      assertThat(SweepName.fits(name)).isTrue();
      assertThat(name).endsWith("-" + (sweep + 2));
      assertThat(names.add(name)).isTrue();
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
    assertThat(SweepName.numbered("my", 1, List.of("my-1", "my-3"))).isEqualTo("my-2");
    assertThat(SweepName.numbered("a".repeat(64), 10, List.of())).isEqualTo("a".repeat(61) + "-10");
  }
}
