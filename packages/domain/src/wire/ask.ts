import { z } from 'zod'
import { address, bps, hex32, intBetween, uint32, uint40, uint64, uint96 } from './scalars.ts'

/** An ask as it travels: a provider's signed order to sell GPU time of one node. */
export const askWire = z
  .strictObject({
    provider: address,
    node: hex32,
    pricePerGpuSecond: uint96.describe('PToken base units per GPU-second.'),
    minGpus: intBetween(1, 15),
    maxGpus: intBetween(1, 15),
    minDurationSeconds: uint32,
    maxDurationSeconds: uint32,
    availableFrom: uint40,
    availableUntil: uint40,
    maxFeeBps: bps,
    noticeSeconds: uint32.describe('Seconds a renter pays after giving notice: the whole cancellation policy.'),
    trialSeconds: uint32.describe('Free seconds after Ready.'),
    privateRenter: address.describe('The zero address: anyone may rent.'),
    transferable: z.boolean(),
    executor: address.describe('Address 1: the engine set; the zero address: anyone.'),
    nonce: uint64,
    expiry: uint40,
  })
  .meta({ id: 'Ask' })
export type AskWire = z.infer<typeof askWire>
