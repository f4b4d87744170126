import type { Bid } from './bid.ts'

/** Terms that must be the same; hash, number, expiry and executor may change, and GPUs may become fewer. */
const terms = [
  ...(['renter', 'classMask', 'regionMask', 'minVramGib', 'minTier', 'minReliabilityBps', 'node', 'minGpusPerNode', 'allOrNothing'] as const),
  ...(['cluster', 'durationSeconds', 'startFrom', 'startUntil', 'maxPricePerGpuSecond', 'maxRelayFee', 'timeInForce', 'maxFeeBps'] as const),
] satisfies readonly (keyof Bid)[]

/**
 * True when a bid that replaces another one keeps its place in time: it only shrinks (ADR 26). `gpusToGo` is what the older one still looks for.
 * The book decides by it, and a page that shows it tells the truth. Both must be ranked alike, which is not signed and not looked at here.
 */
export function bidKeepsPlace({ older, gpusToGo, newer }: { older: Bid; gpusToGo: number; newer: Bid }): boolean {
  return newer.gpus <= gpusToGo && terms.every((term) => older[term] === newer[term])
}
