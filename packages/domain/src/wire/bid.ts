import { z } from 'zod'
import { address, bps, hex32, intBetween, uint8, uint16, uint40, uint64, uint96, uint256 } from './scalars.ts'

/** A bid as it travels: a renter's signed order to buy GPU time. */
export const bidWire = z
  .strictObject({
    renter: address,
    classMask: uint256.describe('Bit n: class n is wanted.'),
    regionMask: uint256.describe('Bit n: region n is wanted.'),
    minVramGib: uint16,
    minTier: uint8,
    minReliabilityBps: bps,
    node: hex32.describe('The node this bid is pinned to; 32 zero bytes: any.'),
    gpus: intBetween(1, 254),
    minGpusPerNode: uint8,
    allOrNothing: z.boolean(),
    cluster: z.boolean(),
    durationSeconds: intBetween(1, 4_294_967_295),
    startFrom: uint40,
    startUntil: uint40,
    maxPricePerGpuSecond: uint96,
    maxRelayFee: uint96,
    timeInForce: intBetween(0, 3).describe('0 GTC, 1 GTT, 2 IOC, 3 FOK.'),
    workloadHash: hex32,
    maxFeeBps: bps,
    executor: address,
    nonce: uint64,
    expiry: uint40,
  })
  .meta({ id: 'Bid' })
export type BidWire = z.infer<typeof bidWire>
