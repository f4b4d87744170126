import { maintenanceFault } from '@infinitio/domain'
import { ticketTime, ticketTimeText } from '#web/features/order-ticket/ticketTime.ts'

/** The typed times of a maintenance, as the date-time fields have them. */
export type PlanDraft = { readonly from: string; readonly until: string }

/** The times to plan, or the field that is wrong. */
export type DraftPlan = { readonly from: number; readonly seconds: number } | { readonly wrong: 'from' | 'until' }

const hourSeconds = 3_600
const dayHours = 24

/** Returns the first draft: two hours, a day after the next full hour. `now` is the block clock in Unix seconds. */
export function firstDraft(now: number): PlanDraft {
  const from = (Math.ceil(now / hourSeconds) + dayHours) * hourSeconds
  return { from: ticketTimeText(from), until: ticketTimeText(from + 2 * hourSeconds) }
}

/** Reads a draft. `now` is the block clock in Unix seconds. */
export function planOf({ from: fromText, until: untilText }: PlanDraft, { now }: { now: number }): DraftPlan {
  const from = ticketTime(fromText)
  const until = ticketTime(untilText)
  if (from === null) return { wrong: 'from' }
  if (until === null) return { wrong: 'until' }
  // The minute that has begun means now.
  const plan = { from: from < now && from > now - 60 ? now : from, seconds: until - from }
  const fault = maintenanceFault(plan, { now })
  if (fault !== null) return { wrong: fault === 'from' ? 'from' : 'until' }
  return plan
}

/** Moves the end with the start, so that the length stays. A draft without two times keeps its end. */
export function moveStart(draft: PlanDraft, from: string): PlanDraft {
  const [before, end, start] = [ticketTime(draft.from), ticketTime(draft.until), ticketTime(from)]
  if (before === null || end === null || start === null || end <= before) return { ...draft, from }
  return { from, until: ticketTimeText(start + end - before) }
}
