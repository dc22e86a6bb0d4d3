package dev.rungs.sweep;

import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.Pauser;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Best;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.TrialId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a sweep can be asked, as a value: it can be asked again, and tampered with. */
sealed interface Question {

  /** Returns the real answer. */
  List<SweepEvent> ask(SweepState state);

  record Create(SweepSpec spec) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return SweepState.create(spec, Sweeps.lessons(spec));
    }
  }

  record Open(Map<TrialId, Integer> recorded) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.open(recorded);
    }
  }

  record Due() implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.due();
    }
  }

  record Offer(int slot) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.offer(slot);
    }
  }

  record Done(TrialId trial, int attempt, Outcome outcome, Best best) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.segmentEnded(trial, attempt, outcome, best);
    }
  }

  record Silent(TrialId trial, int attempt) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.leaseLost(trial, attempt, "slot was silent");
    }
  }

  /** Empty, too, if the sweep refuses the configuration. */
  record Enqueue(Configuration configuration) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      try {
        return state.enqueue(configuration);
      } catch (IllegalArgumentException e) {
        return List.of();
      }
    }
  }

  record Pause(Pauser by) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.pause(by, "somebody thinks");
    }
  }

  record Resume(Pauser by) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.resume(by);
    }
  }

  record Change(StopRules stop) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.change(stop);
    }
  }

  record Raise(Scheduler scheduler) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.raise(scheduler);
    }
  }

  record Elapsed(Duration time) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.elapsed(time);
    }
  }

  record Tested(WinnerTested measured) implements Question {
    @Override
    public List<SweepEvent> ask(SweepState state) {
      return state.tested(measured);
    }
  }
}
