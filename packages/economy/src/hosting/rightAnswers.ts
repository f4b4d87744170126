import type { Address } from '@infinitio/domain'

/** The judged answer of a service to one question of a validator. */
export type CheckedOutcome = {
  readonly service: string
  readonly validator: Address
  readonly outcome: 'agrees' | 'differs' | 'unclear' | 'unanswered'
}

/** At least this many validators must have judged a service. */
const fewestValidators = 3
/** An answer that differs cancels this many answers that agree. */
const cancelled = 3

/**
 * Returns the points that the checks of a day gave each service. From each validator, a service gets one point for each answer that agrees with the other
 * services, and three less for each answer that differs, but not below 0. The lower median of the validators' points counts, so a minority of validators cannot
 * move it outside the range of the other validators' points. A service that fewer than three validators judged gets 0.
 */
export function rightAnswers(outcomes: readonly CheckedOutcome[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(outcomes, ({ service }) => service)].map(([service, all]) => [service, medianOf(all)]))
}

function medianOf(outcomes: readonly CheckedOutcome[]): number {
  const judged = outcomes.filter(({ outcome }) => outcome === 'agrees' || outcome === 'differs')
  const points = [...Map.groupBy(judged, ({ validator }) => validator).values()].map(pointsOf).toSorted((one, other) => one - other)
  return points.length < fewestValidators ? 0 : (points[(points.length - 1) >> 1] ?? 0)
}

function pointsOf(outcomes: readonly CheckedOutcome[]): number {
  const agreed = outcomes.filter(({ outcome }) => outcome === 'agrees').length
  return Math.max(0, agreed - cancelled * (outcomes.length - agreed))
}
