import { parseAddress, parsePt } from '@infinitio/domain'

/** What is typed of a project. */
export type TypedProject = {
  readonly text: string
  readonly payee: string
  readonly funding: string
  readonly milestones: readonly { readonly amount: string; readonly days: string }[]
}

/** The most milestones that a project has. */
export const mostMilestones = 12
const daySeconds = 86_400
const apartDays = 14
const mostDays = 1_460

/** Days of funding, 1 to 90; null for anything else. */
export function fundingDays(text: string): number | null {
  const days = /^\d{1,2}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= 90 ? days : null
}

/** Whether a milestone can be nothing that the contract takes, beside those before it: nothing paid, or due too early or too late. */
export function isMilestoneWrong(milestones: TypedProject['milestones'], place: number): boolean {
  const one = milestones[place]
  if (one === undefined || (parsePt(one.amount) ?? 0n) === 0n || !/^[1-9]\d{0,3}$/.test(one.days)) return true
  const before = place === 0 ? 0 : Number(milestones[place - 1]?.days ?? 0)
  return Number(one.days) < before + apartDays || Number(one.days) > mostDays
}

/** The project that is typed, as the contract takes it from `now` on; null until it is whole. */
export function projectDraft({ text, payee: to, funding, milestones }: TypedProject, { now, account }: { now: number; account: string }) {
  const [days, payee] = [fundingDays(funding), parseAddress(to.trim() === '' ? account : to.trim())]
  if (days === null || payee === null || text.trim() === '' || milestones.length === 0) return null
  if (milestones.some((_, place) => isMilestoneWrong(milestones, place))) return null
  // Both bounds are counted from the block that takes it, which comes later than now.
  const fundingUntil = now + days * daySeconds + (days === 1 ? 600 : -60)
  const plan = milestones.map((one) => ({ amount: parsePt(one.amount) ?? 0n, dueAt: fundingUntil + Number(one.days) * daySeconds }))
  return { payee, fundingUntil, milestones: plan, text: text.trim() }
}
