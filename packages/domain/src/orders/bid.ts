import { defineStruct, type StructValue } from '../structs/defineStruct.ts'

/**
 * A renter's order to buy GPU time. `classMask` and `regionMask` hold one bit per catalogue id; `node` zero = any node.
 * `timeInForce` is a code of `timeInForce.ts`. `nonce` is an 8-bit lane that counts GPUs filled (255 = cancelled).
 */
export type Bid = StructValue<typeof bidStruct>

/** Bid as the wallet signs it; twin of the Market contract's struct. */
export const bidStruct = /* @__PURE__ */ defineStruct('Bid', {
  renter: 'account',
  classMask: { kind: 'mask', about: 'Bit n: class n is wanted.' },
  regionMask: { kind: 'mask', about: 'Bit n: region n is wanted.' },
  minVramGib: 'count16',
  minTier: 'count8',
  minReliabilityBps: 'bps',
  node: { kind: 'node', about: 'The node this bid is pinned to; 32 zero bytes: any.' },
  gpus: { kind: 'count8', least: 1, most: 254 },
  minGpusPerNode: 'count8',
  allOrNothing: 'flag',
  cluster: 'flag',
  durationSeconds: { kind: 'seconds', least: 1 },
  startFrom: 'time',
  startUntil: 'time',
  maxPricePerGpuSecond: 'price',
  maxRelayFee: 'price',
  timeInForce: { kind: 'count8', most: 3, about: '0 GTC, 1 GTT, 2 IOC, 3 FOK.' },
  workloadHash: 'workload',
  maxFeeBps: 'bps',
  executor: 'account',
  nonce: 'nonce',
  expiry: 'time',
})

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
