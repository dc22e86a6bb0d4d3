"""Optuna's samplers as searches that ask and are told, one line each over standard input and output.

    optuna 3.1.0                          first, or what is missing
    study SAMPLER DIMENSION WORKERS SEED  begins a search; answers "ready" or what is missing
    ask                                   answers the next point, in [-5, 5]^DIMENSION
    tell TRIAL VALUE                      answers nothing

Samplers have their default settings, but for what Optuna's own documentation advises: TPE is
multivariate, and with several workers it takes open trials for bad ones (constant_liar).
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


def study(name, dimension, workers, seed):
    space = {f"x{i}": optuna.distributions.FloatDistribution(-5, 5) for i in range(dimension)}
    begun = optuna.create_study(sampler=sampler(name, workers, seed))
    for module in NEEDED.get(name, []):
        importlib.import_module(module)
    return begun, space


def answer(words, state):
    if words[0] == "study":
        name, (dimension, workers, seed) = words[1], map(int, words[2:])
        try:
            state["study"], state["space"] = study(name, dimension, workers, seed)
        except (AttributeError, ImportError, ValueError) as missing:
            return f"Optuna {optuna.__version__} cannot start {name}: {missing}"
        return "ready"
    if words[0] == "ask":
        trial = state["study"].ask(state["space"])
        return " ".join(repr(float(trial.params[name])) for name in state["space"])
    state["study"].tell(int(words[1]), float(words[2]))
    return None


def main(answers):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    print(f"optuna {optuna.__version__}", file=answers, flush=True)
    state = {}
    for line in sys.stdin:
        said = answer(line.split(), state)
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
