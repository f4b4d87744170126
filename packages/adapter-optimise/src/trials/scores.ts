/** Whether a search looks for small or for large values. */
export type Goal = 'minimise' | 'maximise'

/** The result of a trial's last call. A trial without values does not end the search: with some parameters, a calculation grows without bounds. */
export type Outcome =
  | { readonly kind: 'values'; readonly values: readonly number[] }
  /** A value was infinite or not a number. */
  | { readonly kind: 'infinite' }
  /** The module ended with a trap. */
  | { readonly kind: 'failed' }
  /** The call used all its fuel (its limit of instructions). */
  | { readonly kind: 'fuel' }

/** The score of a trial: the steps of its last call, and its values or the reason why it has none. */
export type Score = { readonly trial: number; readonly steps: number; readonly outcome: Outcome }

/** A score in a list sorted by rank. `front` is true if no other score dominates it (is better in one goal and at least as good in the others). */
export type Ranked = Score & { readonly front: boolean }

/**
 * Sorts scores, best first. A score is better than another one if it is not worse in any goal and better in one. Scores with values come first. They are sorted
 * by the number of better scores, then by the first goal, then by trial. Scores without values follow, sorted by trial.
 */
export function rankScores(scores: readonly Score[], goals: readonly Goal[]): readonly Ranked[] {
  const whole = scores.flatMap((score) => {
    const costs = costsOf(score, goals)
    return costs === null ? [] : [{ score, costs }]
  })
  const lowest = whole.reduce((low, { costs: [cost = 0] }) => Math.min(low, cost), Number.POSITIVE_INFINITY)
  const isOneGoal = goals.length === 1
  const first = whole
    .map((own) => ({ ...own, better: isOneGoal ? 0 : betterThan(own.costs, whole) }))
    .toSorted((one, other) => one.better - other.better || compare(one.costs[0] ?? 0, other.costs[0] ?? 0) || one.score.trial - other.score.trial)
    .map(({ score, costs, better }) => ({ ...score, front: isOneGoal ? costs[0] === lowest : better === 0 }))
  const rest = scores.filter(({ outcome }) => outcome.kind !== 'values').map((score) => ({ ...score, front: false }))
  return [...first, ...rest.toSorted((one, other) => one.trial - other.trial)]
}

function betterThan(costs: readonly number[], all: readonly { readonly costs: readonly number[] }[]): number {
  return all.filter((other) => other.costs.every((cost, at) => cost <= (costs[at] ?? 0)) && other.costs.some((cost, at) => cost < (costs[at] ?? 0)))
    .length
}

function costsOf({ outcome }: Score, goals: readonly Goal[]): readonly number[] | null {
  return outcome.kind === 'values' ? goals.map((goal, at) => (goal === 'minimise' ? 1 : -1) * (outcome.values[at] ?? 0)) : null
}

function compare(one: number, other: number): number {
  return one < other ? -1 : one > other ? 1 : 0
}
