import { maintenanceFault } from '@infinitio/domain'

/** The chosen times of a maintenance in Unix seconds. `from` is null for a start now. */
export type PlanDraft = { readonly from: number | null; readonly until: number }

/** The start and length of a maintenance, or the field that is not valid. */
export type DraftPlan = { readonly from: number; readonly seconds: number } | { readonly wrong: 'from' | 'until' }

const hourSeconds = 3_600
const dayHours = 24

/** The time between two choices of a start or an end, in seconds. */
export const planStepSeconds = 900

/** Returns the initial draft: two hours that begin a day after the next full hour. `now` is the block clock in Unix seconds. */
export function firstDraft(now: number): PlanDraft & { readonly from: number } {
  const from = (Math.ceil(now / hourSeconds) + dayHours) * hourSeconds
  return { from, until: from + 2 * hourSeconds }
}

/** Reads a draft. `now` is the block clock in Unix seconds. */
export function planOf({ from, until }: PlanDraft, { now }: { now: number }): DraftPlan {
  const start = from ?? now
  const plan = { from: start, seconds: until - start }
  const fault = maintenanceFault(plan, { now })
  if (fault !== null) return { wrong: fault === 'from' ? 'from' : 'until' }
  return plan
}

/** Returns the draft with another start and the same length. The end is rounded to a multiple of the step. */
export function moveStart(draft: PlanDraft, from: number | null, { now }: { now: number }): PlanDraft {
  const length = draft.until - (draft.from ?? now)
  return { from, until: Math.ceil(((from ?? now) + length) / planStepSeconds) * planStepSeconds }
}
