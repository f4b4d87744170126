import type { Reach } from '../book/structures/reach.ts'
import type { BidRecord } from '../book/records.ts'

/** Returns false if a bid wants more than the largest values (`reach`) of some asks, so that none of these asks can serve the bid at this second. */
export function mayReach(reach: Reach, { minVramGib, minTier, minReliabilityBps, minSlice, seconds, startFrom }: BidRecord, second: number): boolean {
  if (reach.vramGib < minVramGib || reach.tier < minTier || reach.reliabilityBps < minReliabilityBps) return false
  if (reach.gpus < minSlice || reach.seconds < seconds) return false
  return (startFrom > second ? startFrom : second) + seconds <= reach.until
}
