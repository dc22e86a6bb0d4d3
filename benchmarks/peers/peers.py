"""Optuna's samplers as searches that ask and are told, one line each over standard input and output.

    optuna 3.1.0                               first, or what is missing
    study SAMPLER PRUNER WORKERS SEED AXIS...  begins a search; answers "ready" or what is missing
    ask                                        answers the next point, a number for each axis
    moved TRIAL NUMBER...                      it has these values instead; answers nothing
    report TRIAL EPOCH VALUE                   answers "go", or "pruned", which ends the trial
    tell TRIAL VALUE                           ends the trial; answers nothing
    fail TRIAL                                 nothing came of it; answers nothing

Trials count from 0. An axis is real:LOW:HIGH, log:LOW:HIGH, int:LOW:HIGH, logint:LOW:HIGH or
choice:N, whose options are numbered from 0. A pruner is none, median:MIN:MAX, halving:MIN:MAX or
hyperband:MIN:MAX, from its lowest rung to the last epoch.

Samplers have their default settings, but for what Optuna's own documentation advises: TPE is
multivariate, and with several workers it takes open trials for bad ones (constant_liar). Pruners
have their defaults, but for a reduction by 3. Optuna cannot change the values of a trial that it
asked for, so one that has moved fails, and another is asked for that is given its values.
"""

import importlib
import os
import sys
import warnings

warnings.simplefilter("ignore")

# Modules that Optuna does not install with itself, and misses only in the middle of a search.
NEEDED = {"cma-es": ["cmaes"], "gp": ["scipy", "torch"]}


def sampler(name, workers, seed):
    samplers = optuna.samplers
    if name == "random":
        return samplers.RandomSampler(seed=seed)
    if name == "tpe":
        return samplers.TPESampler(multivariate=True, constant_liar=workers > 1, seed=seed)
    if name == "cma-es":
        return samplers.CmaEsSampler(seed=seed)
    if name == "gp":
        return samplers.GPSampler(seed=seed)
    raise ValueError(f"sampler is {name}, must be random, tpe, cma-es or gp")


def pruner(word):
    pruners = optuna.pruners
    if word == "none":
        return pruners.NopPruner()
    name, low, high = word.split(":")
    if name == "median":
        return pruners.MedianPruner()
    if name == "halving":
        return pruners.SuccessiveHalvingPruner(min_resource=int(low), reduction_factor=3)
    if name == "hyperband":
        return pruners.HyperbandPruner(
            min_resource=int(low), max_resource=int(high), reduction_factor=3
        )
    raise ValueError(f"pruner is {name}, must be none, median, halving or hyperband")


def axis(word):
    kind, *ends = word.split(":")
    distributions = optuna.distributions
    if kind == "choice":
        return distributions.CategoricalDistribution(range(int(ends[0])))
    low, high = ends
    if kind in ("int", "logint"):
        return distributions.IntDistribution(int(low), int(high), log=kind == "logint")
    return distributions.FloatDistribution(float(low), float(high), log=kind == "log")


class Study:
    def __init__(self, name, prunes, workers, seed, axes):
        self.space = {f"x{i}": axis(word) for i, word in enumerate(axes)}
        # Hyperband draws a trial's bracket by the study's name, which is random unless given.
        self.study = optuna.create_study(
            study_name="peer", sampler=sampler(name, workers, seed), pruner=pruner(prunes)
        )
        for module in NEEDED.get(name, []):
            importlib.import_module(module)
        self.trials = []

    def ask(self):
        trial = self.study.ask(self.space)
        self.trials.append(trial)
        return [float(trial.params[name]) for name in self.space]

    def move(self, trial, numbers):
        self.fail(trial)
        real = optuna.distributions.FloatDistribution
        self.study.enqueue_trial(
            {
                name: number if isinstance(each, real) else int(number)
                for (name, each), number in zip(self.space.items(), numbers)
            }
        )
        self.trials[trial] = self.study.ask(self.space)

    def report(self, trial, epoch, value):
        self.trials[trial].report(value, int(epoch))
        if not self.trials[trial].should_prune():
            return "go"
        self.study.tell(self.trials[trial], state=optuna.trial.TrialState.PRUNED)
        return "pruned"

    def tell(self, trial, value):
        self.study.tell(self.trials[trial], value)

    def fail(self, trial):
        self.study.tell(self.trials[trial], state=optuna.trial.TrialState.FAIL)


def begin(state, name, prunes, workers, seed, *axes):
    try:
        state["study"] = Study(name, prunes, int(workers), int(seed), axes)
    except (AttributeError, ImportError, ValueError) as missing:
        return f"Optuna {optuna.__version__} cannot start {name}: {missing}"
    return "ready"


def answer(state, command, *words):
    if command == "study":
        return begin(state, *words)
    study = state["study"]
    if command == "ask":
        return " ".join(map(repr, study.ask()))
    trial, *numbers = int(words[0]), *map(float, words[1:])
    if command == "report":
        return study.report(trial, *numbers)
    if command == "moved":
        study.move(trial, numbers)
    elif command == "tell":
        study.tell(trial, numbers[0])
    else:
        study.fail(trial)
    return None


def main(answers):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    print(f"optuna {optuna.__version__}", file=answers, flush=True)
    state = {}
    for line in sys.stdin:
        said = answer(state, *line.split())
        if said is not None:
            print(said, file=answers, flush=True)


# Native libraries print to descriptor 1, which is for answers: give them the errors' instead.
ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

try:
    import optuna
except ImportError as missing:
    print(f"Python has no Optuna: {missing}; install it, or name another by --python", file=ANSWERS)
    sys.exit(1)

main(ANSWERS)
