import type { Score } from './scores.ts'

/** One rung of successive halving: so many trials run with so many steps. */
export type Rung = { readonly trials: number; readonly steps: number }

/** How trials are halved: the best one of `eta` of each rung gets `eta` times the steps, from at least `least` to `most`. */
export type Halving = { readonly least: number; readonly most: number; readonly eta: number }

/**
 * Returns the rungs of a bracket of trials, the first one first. The last rung has the most steps; each one before has an `eta`-th of them and `eta` times the trials, as
 * far down as there are trials and the steps are not below the least.
 */
export function rungsOf(trials: number, { least, most, eta }: Halving): readonly Rung[] {
  const shares: number[] = [1]
  for (let share = eta; share <= trials && Math.floor(most / share) >= least; share *= eta) shares.push(share)
  const steps = shares.map((share) => Math.floor(most / share)).toReversed()
  return shares.map((share, at) => ({ trials: Math.floor(trials / share), steps: steps[at] ?? most }))
}

/** Returns the least number of trials that have all rungs. */
export function bracketOf({ least, most, eta }: Halving): number {
  let trials = 1
  while (Math.floor(most / (trials * eta)) >= least) trials *= eta
  return trials
}

/** Returns the steps of a bracket. Each call counts one step more, for its work before the first. */
export function stepsOf(trials: number, halving: Halving): number {
  return rungsOf(trials, halving).reduce((sum, rung) => sum + rung.trials * (rung.steps + 1), 0)
}

/** Returns the trials of the next rung: the best of those that gave values, the best first. Fewer if fewer gave values. */
export function promoted(scores: readonly Score[], count: number): readonly number[] {
  return scores
    .filter(({ outcome }) => outcome.kind === 'values')
    .slice(0, count)
    .map(({ trial }) => trial)
}
