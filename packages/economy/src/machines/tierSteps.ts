import type { ReliabilityFacts } from './reliability.ts'
import type { NetworkFacts } from './networkOf.ts'
import { hasProof, type RecentSlots, reliableFrom, type SlotCounts } from './tier.ts'

/** The conditions of tier 1 and tier 2, in the sequence of pages. */
export const tierStepNames = ['proof', 'days', 'passes', 'uptime', 'ready', 'gateways', 'speed'] as const

/**
 * One condition of the next tier, with the value of the machine. `has` is null if nobody could measure it yet. `passes` and `uptime` are in per cent, `ready` in
 * seconds, `speed` in Mbit/s. `proof` is 1 for a machine that proved its hardware.
 */
export type TierStep = {
  readonly name: (typeof tierStepNames)[number]
  readonly has: number | null
  readonly needs: number
  readonly isMet: boolean
}

type StepFacts = ReliabilityFacts & SlotCounts & RecentSlots & NetworkFacts & { readonly readySeconds: number | null }

/** Returns each condition of tier 2, and which of them a machine meets. It has tier 1 once it meets `proof`, and tier 2 once it meets all. */
export function stepsToTier2(facts: StepFacts): TierStep[] {
  const { hours, presentSeconds, slotDays, recentSlots, recentPassed, readySeconds, gateways, networkMbps } = facts
  const atLeast = (name: TierStep['name'], has: number | null, needs: number): TierStep => ({ name, has, needs, isMet: has !== null && has >= needs })
  const { readySeconds: latest, slotDays: days, passedPercent, uptimeBps, gateways: ways, networkMbps: speed } = reliableFrom
  return [
    atLeast('proof', hasProof(facts) ? 1 : 0, 1),
    atLeast('days', slotDays, days),
    atLeast('passes', recentSlots === 0 ? null : Math.floor((recentPassed * 1_000) / recentSlots) / 10, passedPercent),
    atLeast('uptime', hours === 0 ? null : Math.floor(presentSeconds / hours / 0.36) / 100, uptimeBps / 100),
    { name: 'ready', has: readySeconds, needs: latest, isMet: readySeconds !== null && readySeconds <= latest },
    atLeast('gateways', gateways, ways),
    atLeast('speed', networkMbps, speed),
  ]
}
