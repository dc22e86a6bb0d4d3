package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.trial.TrialId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HyperbandTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new Hyperband(1, 27, 3);
  }

  @Override
  public int passing(int arrived) {
    return arrived / 3;
  }

  /** Algorithm 1; Table 1 of the paper prints 27, 9 and 6 for 34, 15 and 8. */
  @Test
  void theTableFor81And3FollowsAlgorithm1() {
    assertThat(starts(new Hyperband(1, 81, 3)))
        .containsExactly("81@1", "34@3", "15@9", "8@27", "5@81");
  }

  @Test
  void theTableFor64And4() {
    assertThat(starts(new Hyperband(1, 64, 4))).containsExactly("64@1", "22@4", "8@16", "4@64");
  }

  @Test
  void aRungHoldsFloorsOfTheOneBelow() {
    Bracket second = new Hyperband(1, 81, 3).table().get(1);
    assertThat(List.of(0, 1, 2, 3))
        .map(rung -> second.trialsAt(rung, 3))
        .containsExactly(34, 11, 3, 1);
  }

  @Test
  void aRoundOf143TrialsCosts1902EpochsFromScratchAnd1581Resumed() {
    Simulated round = Simulated.of(new Hyperband(1, 81, 3), 8, 143, Simulated.Losses.BY_NUMBER);
    assertThat(round.fromScratch().run().epochs()).isEqualTo(1902);
    assertThat(round.run().epochs()).isEqualTo(1581);
    assertThat(round.run().board().brackets()).isEqualTo(5);
  }

  /** Each is one bracket and one rung short when s_max is a quotient of logarithms. */
  @Test
  void noRungIsLostToRounding() {
    assertThat(starts(new Hyperband(1, 243, 3)))
        .containsExactly("243@1", "98@3", "41@9", "18@27", "9@81", "6@243");
    assertThat(starts(new Hyperband(1, 1000, 10)))
        .containsExactly("1000@1", "134@10", "20@100", "4@1000");
    Hyperband high = new Hyperband(9, 59049, 3);
    assertThat(high.table()).hasSize(9);
    assertThat(high.table().get(0)).isEqualTo(new Bracket(6561, Ladder.of(9, 59049, 3)));
  }

  @Test
  void ladderTrapsKeepTheirRungs() {
    assertThat(Ladder.of(1, 243, 3).epochs()).containsExactly(1, 3, 9, 27, 81, 243);
    assertThat(Ladder.of(1, 1000, 10).epochs()).containsExactly(1, 10, 100, 1000);
    assertThat(Ladder.of(9, 59049, 3).size()).isEqualTo(9);
  }

  @Test
  void anEndThatIsNoPowerDividesDown() {
    assertThat(new Hyperband(1, 100, 3).table().get(0).ladder().epochs())
        .containsExactly(1, 3, 11, 33, 100);
  }

  @Test
  void theLargestSettingsStayInRange() {
    assertThat(new Hyperband(1, Integer.MAX_VALUE, 2).table()).hasSize(31);
    assertThat(new Hyperband(1, Integer.MAX_VALUE, 2).bracket(0).size()).isEqualTo(1 << 30);
  }

  @Test
  void roundsFollowEachOther() {
    var hyperband = new Hyperband(1, 81, 3);
    assertThat(hyperband.bracket(7)).isEqualTo(hyperband.bracket(2));
  }

  @Test
  void aFreeSlotOpensTheNextBracketAndTheEarlierPromotesFirst() {
    var hyperband = new Hyperband(1, 3, 3);
    var board = new Board();
    for (int trial = 0; trial < 3; trial++) {
      board.admit(hyperband.admit(board).orElseThrow());
    }
    assertThat(hyperband.admit(board)).contains(1);
    board.admit(1);
    for (int trial = 0; trial < 3; trial++) {
      board.arrive(0, 0, new TrialId(trial), trial);
    }
    assertThat(hyperband.promote(board).orElseThrow().standing().bracket()).isZero();
  }

  /** What asking costs: only open brackets are looked at. */
  @Test
  void openBracketsAreNoMoreThanWorkersHoweverManyThereWere() {
    Simulated sweep =
        Simulated.of(new Hyperband(1, 9, 3), 8, 20_000, Simulated.Losses.BY_NUMBER)
            .withPace(trial -> 1 + trial.number() * 31L % 7);
    Simulated.Result result = sweep.run();
    assertThat(result.board().brackets()).isGreaterThan(3000);
    assertThat(result.mostOpen()).isLessThanOrEqualTo(8 + 1);
  }

  @Test
  void noBracketIsLeftBehindBeforeAllWhoPassHavePassed() {
    var hyperband = new Hyperband(1, 9, 3);
    Board board = Simulated.of(hyperband, 5, 2000, Chances.losses(1, 0)).run().board();
    for (int index = 0; index < board.brackets() - 1; index++) {
      Bracket bracket = hyperband.bracket(index);
      for (int rung = 0; rung <= bracket.ladder().top(); rung++) {
        assertThat(board.rung(index, rung).arrived()).isEqualTo(bracket.trialsAt(rung, 3));
      }
    }
  }

  private static List<String> starts(Hyperband hyperband) {
    return hyperband.table().stream()
        .map(bracket -> bracket.size() + "@" + bracket.ladder().epoch(0))
        .toList();
  }
}
