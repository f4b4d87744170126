import type { ReliabilityFacts } from './reliability.ts'
import type { NetworkFacts } from './networkOf.ts'
import type { PlaceFacts } from './placeFacts.ts'
import { cleanDaysOfTier3, dataCentreFrom, hasProof, type RecentSlots, reliableFrom, type SlotCounts } from './tier.ts'

/**
 * The names of the conditions for tiers (verification levels of machines), in the sequence in which pages show them. Tier 3 needs more `uptime` and `speed`
 * than tier 2.
 */
export const tierStepNames = ['proof', 'days', 'passes', 'uptime', 'ready', 'gateways', 'speed', 'region', 'bond', 'clean'] as const

/**
 * One condition of a tier (verification level). `has` is the machine's value, null if nobody could measure it yet. `needs` is the required value: the least
 * one, but for `ready` the largest one. Their units by name:
 * - `passes` and `uptime` in per cent, `ready` in seconds, `speed` in Mbit/s, `bond` in multiples of the required bond;
 * - `days` in days since the first slot of GPU proofs, `clean` in days without a fraud, `gateways` as a number of gateways;
 * - `proof` is 1 for a machine that proved its hardware, else 0;
 * - `region` is 1 for a consistent region and 0 for a false one.
 */
export type TierStep = {
  readonly tier: 1 | 2 | 3
  readonly name: (typeof tierStepNames)[number]
  readonly has: number | null
  readonly needs: number
  readonly isMet: boolean
}

type StepFacts = ReliabilityFacts & SlotCounts & RecentSlots & NetworkFacts & PlaceFacts & { readonly readySeconds: number | null }

/**
 * Returns the conditions for the next tier (verification level) of a machine, and which of them it meets. Below tier 2, these are the conditions of tiers 1 and
 * 2; at tier 2, the conditions of tier 3; at tier 3, none.
 */
export function nextTierSteps(facts: StepFacts, { tier }: { readonly tier: number }): TierStep[] {
  const next = tier < 2 ? [1, 2] : [tier + 1]
  return stepsOf(facts).filter((step) => next.includes(step.tier))
}

function stepsOf(facts: StepFacts): TierStep[] {
  const { slotDays, recentSlots, recentPassed, readySeconds, gateways, networkMbps, region, bondBps, cleanDays } = facts
  const { readySeconds: latest, slotDays: days, passedPercent, uptimeBps, gateways: ways, networkMbps: speed } = reliableFrom
  const uptime = facts.hours === 0 ? null : Math.floor(facts.presentSeconds / facts.hours / 0.36) / 100
  return [
    atLeast(1, 'proof', hasProof(facts) ? 1 : 0, 1),
    atLeast(2, 'days', slotDays, days),
    atLeast(2, 'passes', recentSlots === 0 ? null : Math.floor((recentPassed * 1_000) / recentSlots) / 10, passedPercent),
    atLeast(2, 'uptime', uptime, uptimeBps / 100),
    { tier: 2, name: 'ready', has: readySeconds, needs: latest, isMet: readySeconds !== null && readySeconds <= latest },
    atLeast(2, 'gateways', gateways, ways),
    atLeast(2, 'speed', networkMbps, speed),
    atLeast(3, 'uptime', uptime, dataCentreFrom.uptimeBps / 100),
    atLeast(3, 'speed', networkMbps, dataCentreFrom.networkMbps),
    atLeast(3, 'region', { consistent: 1, false: 0, unknown: null }[region], 1),
    atLeast(3, 'bond', Math.floor(bondBps / 100) / 100, dataCentreFrom.bondTimes),
    atLeast(3, 'clean', cleanDays, cleanDaysOfTier3),
  ]
}

function atLeast(tier: TierStep['tier'], name: TierStep['name'], has: number | null, needs: number): TierStep {
  return { tier, name, has, needs, isMet: has !== null && has >= needs }
}
