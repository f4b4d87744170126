import { parseAddress, parsePt } from '@infinitio/domain'

/** The form fields of a new project for sponsors, as typed. */
export type TypedProject = {
  readonly text: string
  readonly payee: string
  readonly funding: string
  readonly milestones: readonly { readonly amount: string; readonly days: string }[]
}

/** How many milestones a project may have. */
export const mostMilestones = 12
const daySeconds = 86_400
const apartDays = 14
const mostDays = 1_460

/** Returns for how many days a project may be funded, 1 to 90; null for any other text. */
export function fundingDays(text: string): number | null {
  const days = /^\d{1,2}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= 90 ? days : null
}

/** Returns true if the contract would reject a milestone, because it pays nothing, follows the previous milestone too soon, or is too late. */
export function isMilestoneWrong(milestones: TypedProject['milestones'], place: number): boolean {
  const one = milestones[place]
  if (one === undefined || (parsePt(one.amount) ?? 0n) === 0n || !/^[1-9]\d{0,3}$/.test(one.days)) return true
  const before = place === 0 ? 0 : Number(milestones[place - 1]?.days ?? 0)
  return Number(one.days) < before + apartDays || Number(one.days) > mostDays
}

/** Returns the project for the contract, with times counted from `now`; null until all fields are valid. */
export function projectDraft({ text, payee: to, funding, milestones }: TypedProject, { now, account }: { now: number; account: string }) {
  const [days, payee] = [fundingDays(funding), parseAddress(to.trim() === '' ? account : to.trim())]
  if (days === null || payee === null || text.trim() === '' || milestones.length === 0) return null
  if (milestones.some((_, place) => isMilestoneWrong(milestones, place))) return null
  // The contract checks the shortest and the longest allowed time in a block that is later than now. So add ten minutes to the shortest time, and subtract one
  // minute from every longer time.
  const fundingUntil = now + days * daySeconds + (days === 1 ? 600 : -60)
  const plan = milestones.map((one) => ({ amount: parsePt(one.amount) ?? 0n, dueAt: fundingUntil + Number(one.days) * daySeconds }))
  return { payee, fundingUntil, milestones: plan, text: text.trim() }
}
