import { address, bps, durationSeconds, hex32, type LeaseTerms, nodeId, pTokenUnits, unixSeconds, workloadHash } from '@infinitio/domain'

/** Lease terms as the contract's `Settled` event carries them, decoded by viem. */
export type ChainLeaseTerms = {
  renter: string
  provider: string
  node: string
  hostKey: string
  pricePerGpuSecond: bigint
  gpus: number
  start: number
  durationSeconds: number
  noticeSeconds: number
  trialSeconds: number
  feeBps: number
  flags: number
  askNonce: bigint
  askMaxDurationSeconds: number
  askAvailableUntil: number
  workloadHash: string
}

/** Terms of a lease in domain types. */
export function leaseTermsFromChain(terms: ChainLeaseTerms): LeaseTerms {
  return {
    renter: address(terms.renter.toLowerCase()),
    provider: address(terms.provider.toLowerCase()),
    node: nodeId(terms.node),
    hostKey: hex32(terms.hostKey),
    pricePerGpuSecond: pTokenUnits(terms.pricePerGpuSecond),
    gpus: terms.gpus,
    start: unixSeconds(terms.start),
    durationSeconds: durationSeconds(BigInt(terms.durationSeconds)),
    noticeSeconds: durationSeconds(BigInt(terms.noticeSeconds)),
    trialSeconds: durationSeconds(BigInt(terms.trialSeconds)),
    feeBps: bps(BigInt(terms.feeBps)),
    flags: terms.flags,
    askNonce: terms.askNonce,
    askMaxDurationSeconds: durationSeconds(BigInt(terms.askMaxDurationSeconds)),
    askAvailableUntil: unixSeconds(terms.askAvailableUntil),
    workloadHash: workloadHash(terms.workloadHash),
  }
}
