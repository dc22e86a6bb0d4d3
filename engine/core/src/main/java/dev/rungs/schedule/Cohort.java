package dev.rungs.schedule;

import java.util.Optional;

/**
 * A bracket that decides synchronously: nobody leaves a rung before everybody who is to come there
 * has arrived.
 *
 * <p>Whoever is promoted is to come to the next rung, and nobody else. So the lowest rung that has
 * something to wait for or to promote (the frontier) says it all: below it everything is decided,
 * above it nobody has arrived.
 *
 * @param climb the bracket and its ladder
 * @param size how many trials are to start; fewer if the board is closed before
 */
record Cohort(Climb climb, int size) {

  static Cohort of(Board board, int bracket, Bracket plan, int eta) {
    return new Cohort(new Climb(board, bracket, plan.ladder(), eta), plan.size());
  }

  /** Returns whether every trial of the cohort has started. */
  boolean full() {
    return started() >= size;
  }

  /** Returns whether every trial of the cohort has started and none will train again. */
  boolean ended() {
    return full() && frontier() > climb.ladder().top();
  }

  /** Returns the next promotion, if the frontier has been decided. */
  Optional<Promotion> promotion() {
    int rung = frontier();
    return rung < climb.ladder().top() && arrived(rung) ? climb.promotion(rung) : Optional.empty();
  }

  private int frontier() {
    int rung = 0;
    while (rung <= climb.ladder().top() && settled(rung)) {
      rung++;
    }
    return rung;
  }

  private boolean settled(int rung) {
    return arrived(rung) && (rung == climb.ladder().top() || climb.promotion(rung).isEmpty());
  }

  /** Returns whether all have arrived, given that the rung below is settled. */
  private boolean arrived(int rung) {
    int coming = rung == 0 ? started() : climb.rung(rung - 1).promoted();
    return climb.rung(rung).arrived() == coming && (rung > 0 || full() || climb.board().closed());
  }

  private int started() {
    return climb.board().admitted(climb.bracket());
  }
}
