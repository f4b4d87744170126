import { hex32 as brandHex32, type LeaseTerms, workloadHash } from '../index.ts'
import type { LeaseTermsWire } from './leaseTerms.ts'
import { toAddress, toBps, toDuration, toNodeId, toTokens, toUnix } from './toDomain.ts'

/** The terms that a parsed wire shape spells. */
export function leaseTermsFromWire(wire: LeaseTermsWire): LeaseTerms {
  return {
    renter: toAddress(wire.renter),
    provider: toAddress(wire.provider),
    node: toNodeId(wire.node),
    hostKey: brandHex32(wire.hostKey),
    pricePerGpuSecond: toTokens(wire.pricePerGpuSecond),
    gpus: wire.gpus,
    start: toUnix(wire.start),
    durationSeconds: toDuration(wire.durationSeconds),
    noticeSeconds: toDuration(wire.noticeSeconds),
    trialSeconds: toDuration(wire.trialSeconds),
    feeBps: toBps(wire.feeBps),
    flags: wire.flags,
    askNonce: BigInt(wire.askNonce),
    askMaxDurationSeconds: toDuration(wire.askMaxDurationSeconds),
    askAvailableUntil: toUnix(wire.askAvailableUntil),
    workloadHash: workloadHash(wire.workloadHash),
  }
}

/** The wire shape of lease terms; the inverse of `leaseTermsFromWire`. */
export function leaseTermsToWire(terms: LeaseTerms): LeaseTermsWire {
  return {
    renter: terms.renter,
    provider: terms.provider,
    node: terms.node,
    hostKey: terms.hostKey,
    pricePerGpuSecond: terms.pricePerGpuSecond.toString(),
    gpus: terms.gpus,
    start: Number(terms.start),
    durationSeconds: Number(terms.durationSeconds),
    noticeSeconds: Number(terms.noticeSeconds),
    trialSeconds: Number(terms.trialSeconds),
    feeBps: Number(terms.feeBps),
    flags: terms.flags,
    askNonce: terms.askNonce.toString(),
    askMaxDurationSeconds: Number(terms.askMaxDurationSeconds),
    askAvailableUntil: Number(terms.askAvailableUntil),
    workloadHash: terms.workloadHash,
  }
}
