import { assert } from '@infinitio/domain'

/** A slot in which a machine had to prove its hardware, with the result. `at` is in Unix seconds. */
export type ProofSlot = { readonly at: number; readonly isPassed: boolean }

/** The facts of a machine's tier at a time. A fact that nobody has measured is null and reaches no tier that asks for it. */
export type TierFacts = {
  readonly slots: readonly ProofSlot[]
  readonly hasHostKey: boolean
  /** Share of 30 days in which it responded, in basis points. */
  readonly uptimeBps: number | null
  /** Seconds from start to Ready within which nine of ten leases of 30 days were ready. */
  readonly readySeconds: number | null
  /** Gateways through which it was reached. */
  readonly gateways: number
  /** The lower of both directions. */
  readonly networkMbps: number | null
  readonly isRegionConsistent: boolean | null
  /** Bond divided by the required bond. */
  readonly bondTimes: number
  /** Unix seconds of the last proven fraud; null if there is none. */
  readonly fraudAt: number | null
}

const daySeconds = 86_400
const most = { slots: 20, slotDays: 60, fraudDays: 90 } as const

/**
 * Returns the tier of a machine, 0 to 3, at `now` (Unix seconds). Tier 0 means that its hardware is not proven: without a passed slot no other fact counts.
 * Asserts that no slot is later than `now`.
 */
export function tierOf(facts: TierFacts, { now }: { now: number }): 0 | 1 | 2 | 3 {
  const slots = facts.slots.toSorted((one, other) => other.at - one.at)
  assert((slots[0]?.at ?? now) <= now, 'a slot is over before it counts')
  if (!isProven(slots, facts, now)) return 0
  if (!isReliable(slots, facts, now)) return 1
  return isDataCentre(facts, now) ? 3 : 2
}

type Slots = readonly ProofSlot[]

function isProven(slots: Slots, { hasHostKey }: TierFacts, now: number): boolean {
  const day = slots.filter(({ at }) => at > now - daySeconds)
  return hasHostKey && passedOf(day) * 4 >= day.length * 3 && slots.slice(0, 2).some(({ at, isPassed }) => isPassed && at > now - daySeconds)
}

function isReliable(slots: Slots, { uptimeBps, readySeconds, gateways, networkMbps }: TierFacts, now: number): boolean {
  const oldest = slots.at(-1)?.at ?? now
  const week = slots.filter(({ at }) => at > now - 7 * daySeconds)
  const last = slots.filter(({ at }) => at > now - most.slotDays * daySeconds).slice(0, most.slots)
  const counted = last.length > week.length ? last : week
  return (
    oldest <= now - 7 * daySeconds &&
    passedOf(counted) * 100 >= counted.length * 95 &&
    (uptimeBps ?? 0) >= 9_900 &&
    (readySeconds ?? Number.POSITIVE_INFINITY) <= 300 &&
    gateways >= 2 &&
    (networkMbps ?? 0) >= 100
  )
}

function isDataCentre({ uptimeBps, networkMbps, isRegionConsistent, bondTimes, fraudAt }: TierFacts, now: number): boolean {
  const isClean = fraudAt === null || fraudAt <= now - most.fraudDays * daySeconds
  return (uptimeBps ?? 0) >= 9_990 && (networkMbps ?? 0) >= 1_000 && isRegionConsistent === true && bondTimes >= 3 && isClean
}

function passedOf(slots: Slots): number {
  return slots.filter(({ isPassed }) => isPassed).length
}
