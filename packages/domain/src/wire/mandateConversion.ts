import type { Mandate } from '../index.ts'
import type { MandateWire } from './mandate.ts'
import { toAddress, toDuration, toNodeId, toTokens, toUnix } from './toDomain.ts'

/** The mandate that a parsed wire shape spells. */
export function mandateFromWire(wire: MandateWire): Mandate {
  return {
    provider: toAddress(wire.provider),
    node: toNodeId(wire.node),
    minPricePerGpuSecond: toTokens(wire.minPricePerGpuSecond),
    maxDurationSeconds: toDuration(wire.maxDurationSeconds),
    maxTrialSeconds: toDuration(wire.maxTrialSeconds),
    minNoticeSeconds: toDuration(wire.minNoticeSeconds),
    maxNoticeSeconds: toDuration(wire.maxNoticeSeconds),
    availableUntil: toUnix(wire.availableUntil),
    flags: wire.flags,
    until: toUnix(wire.until),
    nonce: BigInt(wire.nonce),
  }
}

/** The wire shape of a mandate; the inverse of `mandateFromWire`. */
export function mandateToWire(mandate: Mandate): MandateWire {
  return {
    provider: mandate.provider,
    node: mandate.node,
    minPricePerGpuSecond: mandate.minPricePerGpuSecond.toString(),
    maxDurationSeconds: Number(mandate.maxDurationSeconds),
    maxTrialSeconds: Number(mandate.maxTrialSeconds),
    minNoticeSeconds: Number(mandate.minNoticeSeconds),
    maxNoticeSeconds: Number(mandate.maxNoticeSeconds),
    availableUntil: Number(mandate.availableUntil),
    flags: mandate.flags,
    until: Number(mandate.until),
    nonce: mandate.nonce.toString(),
  }
}
