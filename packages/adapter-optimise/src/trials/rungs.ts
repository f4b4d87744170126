import type { Score } from './scores.ts'

/** One round (rung) of successive halving, after which only the best trials continue: `trials` trials run with `steps` steps each. */
export type Rung = { readonly trials: number; readonly steps: number }

/**
 * How trials are halved. After each rung (round), the best one of `eta` trials continues with `eta` times the steps. Trials begin with at least `least` steps
 * and end with `most`.
 */
export type Halving = { readonly least: number; readonly most: number; readonly eta: number }

/**
 * Returns the rungs (rounds) of halving for this number of trials, in the order in which they run. The last rung has `most` steps. Each other rung has an
 * `eta`-th of the steps of the next rung, and `eta` times its trials. There are as many rungs as the number of trials and `least` allow.
 */
export function rungsOf(trials: number, { least, most, eta }: Halving): readonly Rung[] {
  const shares: number[] = [1]
  for (let share = eta; share <= trials && Math.floor(most / share) >= least; share *= eta) shares.push(share)
  const steps = shares.map((share) => Math.floor(most / share)).toReversed()
  return shares.map((share, at) => ({ trials: Math.floor(trials / share), steps: steps[at] ?? most }))
}

/** Returns the smallest number of trials with which a chunk (part of a search) has all possible rungs (rounds of halving). */
export function bracketOf({ least, most, eta }: Halving): number {
  let trials = 1
  while (Math.floor(most / (trials * eta)) >= least) trials *= eta
  return trials
}

/**
 * Returns the total number of steps of `trials` trials over all rungs (rounds of halving). Each call counts as one step more than it has, for its work before
 * the first step.
 */
export function stepsOf(trials: number, halving: Halving): number {
  return rungsOf(trials, halving).reduce((sum, rung) => sum + rung.trials * (rung.steps + 1), 0)
}

/**
 * Returns the trials that continue in the next rung (round of halving): the first `count` trials with values in the sorted list `scores`. Returns fewer if
 * fewer trials have values.
 */
export function promoted(scores: readonly Score[], count: number): readonly number[] {
  return scores
    .filter(({ outcome }) => outcome.kind === 'values')
    .slice(0, count)
    .map(({ trial }) => trial)
}
