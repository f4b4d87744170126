import { feesByKey, feeTexts } from '@infinitio/domain'
import type { AutoExtendable } from '@infinitio/sdk'
import type { ChainWire, HoldWire, SettleTermsWire } from '@infinitio/domain/wire'
import { quoteOf } from '#web/parts/price/quoteOf.ts'

/**
 * The lease a hold would become, signed at `now` (Unix seconds of the block clock), as far as extending it is concerned, and what it locks in base units. Its moments are those of the settle,
 * a few seconds later.
 */
export function heldLease(
  { listing, gpus, pricePerGpuSecond, durationSeconds }: HoldWire,
  chain: Pick<ChainWire, 'feeBps'> & SettleTermsWire,
  now: number,
): { lease: AutoExtendable; locked: bigint } {
  const limits = { askMaxDurationSeconds: listing?.ask.maxDurationSeconds ?? 0, askAvailableUntil: listing?.ask.availableUntil ?? 0 }
  const { total, fees } = quoteOf({ ...chain, pricePerGpuSecond, gpus, durationSeconds })
  const terms = { pricePerGpuSecond, gpus, feeBps: chain.feeBps, start: now, ...limits }
  return { lease: { terms, endsAt: now + durationSeconds, ...feeTexts(feesByKey(fees), { payer: 'renter', charge: 'flat' }) }, locked: total }
}
