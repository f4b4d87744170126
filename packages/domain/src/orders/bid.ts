import { defineStruct, type StructValue } from '../structs/defineStruct.ts'
import { mostBidGpus } from './mostBidGpus.ts'
import { timeInForceNames } from './timeInForce.ts'

/**
 * A renter's order to buy GPU time. `classMask` and `regionMask` have one bit for each catalogue id. A zero `node` means any node. `timeInForce` is a code of
 * `timeInForce.ts`. `nonce` selects eight bits (a lane) of the account's nonce space. In them the contract counts the filled GPUs of the bid; 255 means that it
 * is cancelled.
 */
export type Bid = StructValue<typeof bidStruct>

/** The EIP-712 form of a bid. It equals the struct of the Market contract. */
export const bidStruct = /* @__PURE__ */ defineStruct('Bid', {
  renter: 'account',
  classMask: { kind: 'mask', about: 'Bit n: class n is accepted.' },
  regionMask: { kind: 'mask', about: 'Bit n: region n is accepted.' },
  minVramGib: 'count16',
  minTier: 'count8',
  minReliabilityBps: 'bps',
  node: { kind: 'node', about: 'The only machine for this bid; 32 zero bytes: any.' },
  gpus: { kind: 'count8', least: 1, most: mostBidGpus },
  minGpusPerNode: 'count8',
  allOrNothing: 'flag',
  cluster: 'flag',
  durationSeconds: { kind: 'seconds', least: 1 },
  startFrom: 'time',
  startUntil: 'time',
  maxPricePerGpuSecond: 'price',
  maxRelayFee: 'price',
  timeInForce: {
    kind: 'count8',
    most: timeInForceNames.length - 1,
    about: `${timeInForceNames.map((name, code) => `${code} ${name.toUpperCase()}`).join(', ')}.`,
  },
  workloadHash: 'workload',
  maxFeeBps: 'bps',
  executor: 'account',
  nonce: 'nonce',
  expiry: 'time',
})

/**
 * Fields of a bid that must be equal in its replacement, so that the replacement gets the older bid's queue position. Hash, nonce, expiry and executor may
 * change, and GPUs may become fewer.
 */
const terms = [
  ...(['renter', 'classMask', 'regionMask', 'minVramGib', 'minTier', 'minReliabilityBps', 'node', 'minGpusPerNode', 'allOrNothing'] as const),
  ...(['cluster', 'durationSeconds', 'startFrom', 'startUntil', 'maxPricePerGpuSecond', 'maxRelayFee', 'timeInForce', 'maxFeeBps'] as const),
] satisfies readonly (keyof Bid)[]

/**
 * Returns true if a bid that replaces an older one keeps the older bid's queue position, because it asks for no more GPUs and changes no other term (ADR 26).
 * `gpusToGo` is the number of GPUs of the older bid that are not filled. The order book and the pages use this same rule. There is one more condition, which
 * the caller must check: both bids must rank asks in the same way. The ranking is not in the signed bid.
 */
export function bidKeepsPlace({ older, gpusToGo, newer }: { older: Bid; gpusToGo: number; newer: Bid }): boolean {
  return newer.gpus <= gpusToGo && terms.every((term) => older[term] === newer[term])
}
