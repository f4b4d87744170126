import { assert } from '@infinitio/domain'

/** A slot (a block) at which a machine had to prove its hardware, with the result. `at` is in Unix seconds. */
export type ProofSlot = { readonly at: number; readonly isPassed: boolean }

/**
 * The facts that decide a machine's tier (0 to 3) at a time. A fact is null if nobody has measured it; the machine then cannot reach a tier that requires it.
 */
export type TierFacts = {
  readonly slots: readonly ProofSlot[]
  readonly hasHostKey: boolean
  /** Share of 30 days in which it responded, in basis points. */
  readonly uptimeBps: number | null
  /** On nine of ten days with leases in the last 30 days, every lease was ready within this many seconds after its start. */
  readonly readySeconds: number | null
  /** The number of gateways through which validators reached the machine. */
  readonly gateways: number
  /** The network speed in Mbit/s: the lower of both directions. */
  readonly networkMbps: number | null
  readonly isRegionConsistent: boolean | null
  /** The provider's bond divided by the bond that its machines require. */
  readonly bondTimes: number
  /** Unix seconds of the last proven fraud; null if there is none. */
  readonly fraudAt: number | null
}

const daySeconds = 86_400
const weekDays = 7
const most = { slots: 20, slotDays: 60, fraudDays: 90 } as const
/** The days without a proven fraud that tier 3 needs. */
export const cleanDaysOfTier3 = most.fraudDays

/** The facts that decide a machine's tier, with its slots of GPU proofs already counted. `isClean` is true if no fraud was proven in 90 days. */
export type CountedTierFacts = SlotCounts & RecentSlots & Omit<TierFacts, 'slots' | 'fraudAt'> & { readonly isClean: boolean }

/**
 * Returns the tier (verification level) of a machine, 0 to 3, at `now` (Unix seconds). Tier 0 means that its hardware is not proven or that it has no host key;
 * then no other fact counts. `newestAt` is the time of the newest attested slot of the market, for any machine; null if there was none. Asserts that no slot is
 * later than `newestAt`, and `newestAt` not later than `now`.
 */
export function tierOf({ slots, fraudAt, ...facts }: TierFacts, { now, newestAt }: { now: number; newestAt: number | null }): 0 | 1 | 2 | 3 {
  assert((newestAt ?? 0) <= now && slots.every(({ at }) => newestAt !== null && at <= newestAt), 'a slot is over before it counts')
  const isClean = fraudAt === null || fraudAt <= now - most.fraudDays * daySeconds
  return tierOfCounts({ ...slotCountsOf(slots, { newestAt }), ...recentSlotsOf(slots, { now }), ...facts, isClean })
}

/** Returns the tier of a machine, 0 to 3. */
export function tierOfCounts(facts: CountedTierFacts): 0 | 1 | 2 | 3 {
  if (!facts.hasHostKey || !hasProof(facts)) return 0
  if (!isReliable(facts)) return 1
  return isDataCentre(facts) ? 3 : 2
}

type Slots = readonly ProofSlot[]

/**
 * The counts of a machine's slots of GPU proofs in the 24 hours up to the newest attested slot of the market: all (`daySlots`) and passed ones (`dayPassed`).
 * `hasNewPass` is true if the machine passed at least one of its last two slots in that time.
 */
export type SlotCounts = { readonly daySlots: number; readonly dayPassed: number; readonly hasNewPass: boolean }

/**
 * Counts the slots (GPU proofs) of a machine in the 24 hours up to `newestAt`, the time of the newest attested slot of the market in Unix seconds. The 24 hours
 * end at `newestAt` and not now: while validators attest no slot, no machine can pass one, so tiers must not fall. Counts nothing if `newestAt` is null. The
 * slots may have any order.
 */
export function slotCountsOf(all: readonly ProofSlot[], { newestAt }: { newestAt: number | null }): SlotCounts {
  if (newestAt === null) return { daySlots: 0, dayPassed: 0, hasNewPass: false }
  const slots = all.toSorted((one, other) => other.at - one.at)
  const day = slots.filter(({ at }) => at > newestAt - daySeconds)
  const hasNewPass = slots.slice(0, 2).some(({ at, isPassed }) => isPassed && at > newestAt - daySeconds)
  return { daySlots: day.length, dayPassed: passedOf(day), hasNewPass }
}

/**
 * Returns true if a machine has proven its hardware. In the counted 24 hours it passed one of its last two slots (GPU proofs), and at least three quarters of
 * all its slots.
 */
export function hasProof({ daySlots, dayPassed, hasNewPass }: SlotCounts): boolean {
  return hasNewPass && dayPassed * 4 >= daySlots * 3
}

/**
 * The counts of the slots of GPU proofs that show whether a machine is reliable. They cover the last week or, if these are more, the last 20 slots within 60
 * days. `slotDays` is the number of whole days since the machine's first slot within 60 days.
 */
export type RecentSlots = { readonly slotDays: number; readonly recentSlots: number; readonly recentPassed: number }

/** Counts the slots (rounds of GPU proofs) of a machine at `now` (Unix seconds), as `RecentSlots` describes. The slots may have any order. */
export function recentSlotsOf(all: readonly ProofSlot[], { now }: { now: number }): RecentSlots {
  const slots = all.filter(({ at }) => at > now - most.slotDays * daySeconds).toSorted((one, other) => other.at - one.at)
  const week = slots.filter(({ at }) => at > now - weekDays * daySeconds)
  const last = slots.slice(0, most.slots)
  const counted = last.length > week.length ? last : week
  const oldest = slots.at(-1)?.at ?? now
  return { slotDays: Math.floor((now - oldest) / daySeconds), recentSlots: counted.length, recentPassed: passedOf(counted) }
}

/** The limits that a machine must reach to be reliable (tier 2). */
export const reliableFrom = { slotDays: weekDays, passedPercent: 95, uptimeBps: 9_900, readySeconds: 300, gateways: 2, networkMbps: 100 } as const

/**
 * The minimum values that a machine needs for tier 3 (the highest verification level), in addition to the limits of tier 2, a consistent region and 90 days
 * without a fraud.
 */
export const dataCentreFrom = { uptimeBps: 9_990, networkMbps: 1_000, bondTimes: 3 } as const

function isReliable({ slotDays, recentSlots, recentPassed, uptimeBps, readySeconds, gateways, networkMbps }: CountedTierFacts): boolean {
  return (
    slotDays >= reliableFrom.slotDays &&
    recentPassed * 100 >= recentSlots * reliableFrom.passedPercent &&
    (uptimeBps ?? 0) >= reliableFrom.uptimeBps &&
    (readySeconds ?? Number.POSITIVE_INFINITY) <= reliableFrom.readySeconds &&
    gateways >= reliableFrom.gateways &&
    (networkMbps ?? 0) >= reliableFrom.networkMbps
  )
}

function isDataCentre({ uptimeBps, networkMbps, isRegionConsistent, bondTimes, isClean }: CountedTierFacts): boolean {
  const { uptimeBps: uptime, networkMbps: speed, bondTimes: bond } = dataCentreFrom
  return (uptimeBps ?? 0) >= uptime && (networkMbps ?? 0) >= speed && isRegionConsistent === true && bondTimes >= bond && isClean
}

function passedOf(slots: Slots): number {
  return slots.filter(({ isPassed }) => isPassed).length
}
