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
 * Returns what the checks of a day measured of each service: one point for each answer that agrees with the other services, and three less for each that
 * differs, but not below 0. Each validator measures by itself, and the lower median of them counts, so a minority of validators cannot raise or lower it beyond
 * what the others measured. A service that fewer than three validators judged gets 0.
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
