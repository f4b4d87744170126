import { feesByKey, feeTexts } from '@infinitio/domain'
import type { AutoExtendable } from '@infinitio/sdk'
import type { ChainWire, SettleTermsWire } from '@infinitio/domain/wire'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import { quoteOf } from '#web/parts/price/quoteOf.ts'

/**
 * Returns the lease that this checkout creates if it is signed at `now` (the time of the chain's newest block in Unix seconds): its extension terms, and the
 * amount that it locks in base units. The real start of a lease that begins at once is a few seconds later, when it settles.
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
