import type { Ask } from '../index.ts'
import type { AskWire } from './ask.ts'
import { toAddress, toBps, toDuration, toNodeId, toTokens, toUnix } from './toDomain.ts'

/** The ask that a wire shape spells. The wire shape was parsed, so every value is within its bounds. */
export function askFromWire(wire: AskWire): Ask {
  return {
    provider: toAddress(wire.provider),
    node: toNodeId(wire.node),
    pricePerGpuSecond: toTokens(wire.pricePerGpuSecond),
    minGpus: wire.minGpus,
    maxGpus: wire.maxGpus,
    minDurationSeconds: toDuration(wire.minDurationSeconds),
    maxDurationSeconds: toDuration(wire.maxDurationSeconds),
    availableFrom: toUnix(wire.availableFrom),
    availableUntil: toUnix(wire.availableUntil),
    maxFeeBps: toBps(wire.maxFeeBps),
    noticeSeconds: toDuration(wire.noticeSeconds),
    trialSeconds: toDuration(wire.trialSeconds),
    privateRenter: toAddress(wire.privateRenter),
    transferable: wire.transferable,
    executor: toAddress(wire.executor),
    nonce: BigInt(wire.nonce),
    expiry: toUnix(wire.expiry),
  }
}

/** The wire shape of an ask; the inverse of `askFromWire`. */
export function askToWire(ask: Ask): AskWire {
  return {
    provider: ask.provider,
    node: ask.node,
    pricePerGpuSecond: ask.pricePerGpuSecond.toString(),
    minGpus: ask.minGpus,
    maxGpus: ask.maxGpus,
    minDurationSeconds: Number(ask.minDurationSeconds),
    maxDurationSeconds: Number(ask.maxDurationSeconds),
    availableFrom: Number(ask.availableFrom),
    availableUntil: Number(ask.availableUntil),
    maxFeeBps: Number(ask.maxFeeBps),
    noticeSeconds: Number(ask.noticeSeconds),
    trialSeconds: Number(ask.trialSeconds),
    privateRenter: ask.privateRenter,
    transferable: ask.transferable,
    executor: ask.executor,
    nonce: ask.nonce.toString(),
    expiry: Number(ask.expiry),
  }
}
