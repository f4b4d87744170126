import type { MarketState } from './marketState.ts'
import { demand } from './refused.ts'

const MINUTE = 60
const DAY = 86_400

/** Returns true if validators recorded an outage of the node in the minute of `time`. */
export function wasUnreachable({ outages }: MarketState, { node, time }: { node: string; time: number }): boolean {
  return outages.has(`${node}/${Math.floor(time / MINUTE)}`)
}

/** Records every minute that [from, until) touches. */
export function recordOutage({ outages }: MarketState, { node, from, until, now }: { node: string; from: number; until: number; now: number }): void {
  demand(from < until && until - from <= DAY, 'Attestations_OutageInvalid', BigInt(from), BigInt(until), BigInt(now))
  for (let minute = Math.floor(from / MINUTE); minute <= Math.floor((until - 1) / MINUTE); minute += 1) outages.add(`${node}/${minute}`)
}
