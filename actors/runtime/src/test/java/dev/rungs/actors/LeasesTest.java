package dev.rungs.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.trial.TrialId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final TrialId FIRST = new TrialId(0);
  private static final TrialId SECOND = new TrialId(1);

  private final ActorRef<SlotActor.Command> trainer =
      TestInbox.<SlotActor.Command>create("trainer").getRef();
  private final ActorRef<SlotActor.Command> nobody =
      TestInbox.<SlotActor.Command>create("nobody").getRef();
  private long now;
  private final Leases leases = new Leases(nobody, () -> now);

  private void offer(int... slots) {
    for (int slot : slots) {
      assertThat(leases.offered(slot, trainer)).isEmpty();
    }
  }

  @Test
  void aSlotIsFreeOrHeldByOneTrial() {
    offer(2, 0, 1);
    assertThat(leases.free()).containsExactly(0, 1, 2);
    leases.granted(FIRST, 1, 1);
    assertThat(leases.free()).containsExactly(0, 2);
    assertThat(leases.of(FIRST)).contains(new Leases.Lease(FIRST, 1, 1, trainer, now));
    assertThatIllegalStateException()
        .isThrownBy(() -> leases.granted(SECOND, 1, 1))
        .withMessage("slot 1 is granted, but not free");
    leases.released(FIRST);
    assertThat(leases.free()).containsExactly(0, 1, 2);
    assertThat(leases.all()).isEmpty();
    leases.withdrawn(0);
    assertThat(leases.free()).containsExactly(1, 2);
    assertThat(leases.idle()).contains(trainer);
  }

  @Test
  void anOfferOfASlotThatTrainsChangesNothing() {
    offer(0);
    leases.granted(FIRST, 1, 0);
    offer(0);
    assertThat(leases.free()).isEmpty();
    assertThat(leases.idle()).isEmpty();
  }

  @Test
  void aLeaseIsSilentOnceItsSlotWasNotHeardOfForLonger() {
    offer(0, 1);
    leases.granted(FIRST, 1, 0);
    leases.granted(SECOND, 3, 1);
    Duration longest = Duration.ofNanos(10);
    now = 10;
    assertThat(leases.silent(longest)).isEmpty();
    leases.hold(FIRST, 1, 0, trainer);
    now = 11;
    assertThat(leases.silent(longest)).map(Leases.Lease::trial).contains(SECOND);
    leases.released(SECOND);
    assertThat(leases.silent(longest)).isEmpty();
  }

  @Test
  void afterARestartTheJournalTellsWhoHoldsASlotUntilItIsHeardOf() {
    offer(0, 1, 2);
    SweepState state = training();
    leases.recover(state);
    assertThat(leases.free()).isEmpty();
    assertThat(leases.all()).extracting(Leases.Lease::slot).containsExactlyInAnyOrder(4, 7);
    assertThat(leases.offered(4, trainer)).as("never heard of its grant").contains(FIRST);
    leases.hold(FIRST, 1, 4, trainer);
    offer(4, 5);
    assertThat(leases.free()).containsExactly(5);
    leases.released(SECOND);
    assertThat(leases.free()).as("who was never heard of may be gone").containsExactly(5);
    leases.released(FIRST);
    assertThat(leases.free()).containsExactly(4, 5);
    leases.recover(new SweepState());
    assertThat(leases.free()).isEmpty();
    assertThat(leases.all()).isEmpty();
  }

  /** A sweep whose first trial trains in slot 4, the second in slot 7. */
  private static SweepState training() {
    var state = new SweepState();
    SweepSpec spec =
        SweepSpec.named("leases")
            .minimize("loss")
            .over(SearchSpace.of(Parameter.real("x", 0, 1)))
            .sampler(new RandomSampler())
            .scheduler(new RunToEnd(9))
            .build();
    apply(state, SweepState.create(spec));
    apply(state, state.open());
    for (int slot : new int[] {4, 7}) {
      while (state.running().size() < (slot == 4 ? 1 : 2)) {
        apply(state, state.offer(slot));
      }
    }
    return state;
  }

  private static void apply(SweepState state, List<SweepEvent> events) {
    events.forEach(state::apply);
  }
}
