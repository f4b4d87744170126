import type { Ask, Bps, DurationSeconds, UnixSeconds } from '@infinitio/domain'
import type { AskRecord, PlaceAsk } from './records.ts'

/** Returns the command that placed an ask, unchanged. */
export function placedAskOf(record: AskRecord): PlaceAsk {
  const { orderHash, signature, extras } = record
  return { kind: 'PlaceAsk', ask: askOf(record), signature, orderHash, ...extras }
}

function askOf(record: AskRecord): Ask {
  return {
    provider: record.provider,
    node: record.nodeId,
    pricePerGpuSecond: record.price,
    minGpus: record.minGpus,
    maxGpus: record.maxGpus,
    minDurationSeconds: BigInt(record.minSeconds) as DurationSeconds,
    maxDurationSeconds: BigInt(record.maxSeconds) as DurationSeconds,
    availableFrom: BigInt(record.from) as UnixSeconds,
    availableUntil: BigInt(record.until) as UnixSeconds,
    maxFeeBps: BigInt(record.maxFeeBps) as Bps,
    noticeSeconds: BigInt(record.noticeSeconds) as DurationSeconds,
    trialSeconds: BigInt(record.trialSeconds) as DurationSeconds,
    privateRenter: record.privateRenter,
    transferable: record.isTransferable,
    executor: record.executor,
    nonce: BigInt(record.nonce),
    expiry: BigInt(record.expiry) as UnixSeconds,
  }
}
