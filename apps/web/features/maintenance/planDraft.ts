import { maintenanceFault } from '@infinitio/domain'

/** The chosen times of a maintenance in Unix seconds. `from` is null for a start now. */
export type PlanDraft = { readonly from: number | null; readonly until: number }

/** The start and length of a planned maintenance, or the form field that is not valid. */
export type DraftPlan = { readonly from: number; readonly seconds: number } | { readonly wrong: 'from' | 'until' }

const hourSeconds = 3_600
const dayHours = 24

/** The time between two choices of a start or an end, in seconds. */
export const planStepSeconds = 900

/**
 * Returns the initial values of the form that plans maintenance: two hours that begin one day after the next full hour. `now` is the block clock in Unix
 * seconds.
 */
export function firstDraft(now: number): PlanDraft & { readonly from: number } {
  const from = (Math.ceil(now / hourSeconds) + dayHours) * hourSeconds
  return { from, until: from + 2 * hourSeconds }
}

/** Returns the maintenance of the chosen times, or the form field that is not valid. `now` is the block clock in Unix seconds. */
export function planOf({ from, until }: PlanDraft, { now }: { now: number }): DraftPlan {
  const start = from ?? now
  const plan = { from: start, seconds: until - start }
  const fault = maintenanceFault(plan, { now })
  if (fault !== null) return { wrong: fault === 'from' ? 'from' : 'until' }
  return plan
}

/** Returns the maintenance with another start and the same length. The end is rounded up to a multiple of the step. */
export function moveStart(draft: PlanDraft, from: number | null, { now }: { now: number }): PlanDraft {
  const length = draft.until - (draft.from ?? now)
  return { from, until: Math.ceil(((from ?? now) + length) / planStepSeconds) * planStepSeconds }
}
