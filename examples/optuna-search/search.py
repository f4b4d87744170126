"""Searches the best parameters of net.wasm by Optuna. Each round is a job, in which machines of several providers score 64 trials."""

import csv
import json
import os
import pathlib
import shlex
import subprocess
import sys

import optuna

ROUNDS, TRIALS, STEPS = int(os.environ.get("ROUNDS", "4")), 64, 64
ACTIVATIONS = ["softsign", "relu"]
COMMAND = shlex.split(os.environ.get("INFINITIO_COMMAND", "infinitio"))


def propose(trial):
    """Returns the numbers that the module gets, in the sequence in which it reads them."""
    return {
        "rate": trial.suggest_float("rate", 0.0001, 1, log=True),
        "decay": trial.suggest_float("decay", 0.000001, 0.1, log=True),
        "hidden": trial.suggest_int("hidden", 2, 16),
        "activation": ACTIVATIONS.index(trial.suggest_categorical("activation", ACTIVATIONS)),
    }


def job(number, points):
    space = "\n".join(f"      {name}: list {', '.join(f'{point[name]:.12g}' for point in points)}" for name in points[0])
    return f"""name: search by Optuna, round {number}
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  search:
    adapter: optimise@1
    files: {{ module: ./net.wasm }}
    space: |
{space}
    goal: minimise
    trials: {TRIALS}
    steps: {STEPS}
    least_steps: {STEPS}
    tasks: 1
    fuel: 400000
    memory_pages: 1
"""


def scores(number, points):
    """Runs a job and returns the score of each trial, or None for a trial without a finite value."""
    file = pathlib.Path(f"round-{number}.yaml")
    file.write_text(job(number, points), encoding="utf-8")
    ran = subprocess.run([*COMMAND, "jobs", "submit", str(file), "--yes", "--json"], stdout=subprocess.PIPE, text=True)
    if ran.returncode != 0:
        sys.exit(ran.stdout)
    rows = csv.DictReader(pathlib.Path(json.loads(ran.stdout)["folder"], "search.csv").open(encoding="utf-8"))
    return {int(row["trial"]): float(row["value"]) if row["state"] == "done" else None for row in rows}


optuna.logging.set_verbosity(optuna.logging.WARNING)
study = optuna.create_study(direction="minimize", sampler=optuna.samplers.TPESampler(seed=7, constant_liar=True))
for number in range(1, ROUNDS + 1):
    trials = [study.ask() for _ in range(TRIALS)]
    found = scores(number, [propose(trial) for trial in trials])
    for at, trial in enumerate(trials):
        if found[at] is None:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
        else:
            study.tell(trial, found[at])
    print(f"round {number}: best {study.best_value:.6g} with {json.dumps(study.best_params)}", flush=True)
