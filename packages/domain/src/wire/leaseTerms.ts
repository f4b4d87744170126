import { z } from 'zod'
import { address, bps, hex32, intBetween, uint8, uint32, uint40, uint64, uint96 } from './scalars.ts'

/** The fixed terms of a lease, as hashed into its slot in the Market contract. */
export const leaseTermsWire = z
  .strictObject({
    renter: address,
    provider: address,
    node: hex32,
    hostKey: hex32.describe("Raw ed25519 public key of the node's SSH server."),
    pricePerGpuSecond: uint96,
    gpus: intBetween(1, 15),
    start: uint40,
    durationSeconds: uint32,
    noticeSeconds: uint32,
    trialSeconds: uint32.describe('0 when this lease has no trial.'),
    feeBps: bps,
    flags: uint8.describe('Bit 0 spot, bit 1 cluster, bit 2 transferable.'),
    askNonce: uint64,
    askMaxDurationSeconds: uint32,
    askAvailableUntil: uint40,
    workloadHash: hex32,
  })
  .meta({ id: 'LeaseTerms' })
export type LeaseTermsWire = z.infer<typeof leaseTermsWire>
