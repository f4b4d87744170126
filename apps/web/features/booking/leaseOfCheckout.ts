import { feesByKey, feeTexts } from '@infinitio/domain'
import type { AutoExtendable } from '@infinitio/sdk'
import type { ChainWire, SettleTermsWire } from '@infinitio/domain/wire'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import { quoteOf } from '#web/parts/price/quoteOf.ts'

/**
 * Returns the lease that this checkout creates if signed at `now` (Unix seconds of the block clock): its extension terms and its locked amount in base units.
 * An immediate lease in reality starts when it settles, a few seconds later.
 */
export function leaseOfCheckout(
  {
    listing,
    gpus,
    pricePerGpuSecond,
    durationSeconds,
    startAt,
  }: Pick<Checkout, 'listing' | 'gpus' | 'pricePerGpuSecond' | 'durationSeconds' | 'startAt'>,
  chain: Pick<ChainWire, 'feeBps'> & SettleTermsWire,
  now: number,
): { lease: AutoExtendable; locked: bigint } {
  const limits = { askMaxDurationSeconds: listing?.ask.maxDurationSeconds ?? 0, askAvailableUntil: listing?.ask.availableUntil ?? 0 }
  const { total, fees } = quoteOf({ ...chain, pricePerGpuSecond, gpus, durationSeconds })
  const start = startAt ?? now
  const terms = { pricePerGpuSecond, gpus, feeBps: chain.feeBps, start, ...limits }
  return { lease: { terms, endsAt: start + durationSeconds, ...feeTexts(feesByKey(fees), { payer: 'renter', charge: 'flat' }) }, locked: total }
}
