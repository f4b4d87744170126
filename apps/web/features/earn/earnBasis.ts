import { bps, type CardEarnings, earningsOfCard, pTokenUnits } from '@infinitio/domain'
import type { MarketFiguresWire } from '@infinitio/domain/wire'
import type { EarnWish } from '#web/features/earn/earnDraft.ts'

/**
 * The market data on which an estimate is based. `none`: nobody has traded the class yet. `unused`: there is a price, but no GPU of the class is listed.
 * `idle`: there is a price, but no listed GPU is rented now, so the estimate would be zero. `known`: there is a price, and `rentedBps` of the GPUs are rented.
 */
export type EarnBasis =
  | { readonly kind: 'none' }
  | { readonly kind: 'unused' | 'idle'; readonly price: string }
  | { readonly kind: 'known'; readonly price: string; readonly rentedBps: number }

/** Returns the data for an estimate: the price index (or the last trade if there is no index), and the fraction of GPUs that is rented now. */
export function earnBasisOf({ index, last, utilisationBps }: Pick<MarketFiguresWire, 'index' | 'last' | 'utilisationBps'>): EarnBasis {
  const price = index?.pricePerGpuSecond ?? last
  if (price === null) return { kind: 'none' }
  if (utilisationBps === null) return { kind: 'unused', price }
  return utilisationBps === 0 ? { kind: 'idle', price } : { kind: 'known', price, rentedBps: utilisationBps }
}

/** Returns the estimated earnings of the provider's GPUs in a month of 30 days, if the price and the rented share stay as they are in `basis`. */
export function monthOf(basis: EarnBasis & { kind: 'known' }, { wish, feeBps }: { readonly wish: EarnWish; readonly feeBps: number }): CardEarnings {
  return earningsOfCard({ ...wish, pricePerGpuSecond: pTokenUnits(BigInt(basis.price)), rentedBps: bps(basis.rentedBps), feeBps: bps(feeBps) })
}

/** Returns the earnings of one GPU in one rented hour. If `price` is null, because nobody has paid for the class yet, only the cost of electricity counts. */
export function hourOf(price: string | null, { wish, feeBps }: { readonly wish: EarnWish; readonly feeBps: number }): CardEarnings {
  const hour = { gpus: 1n, onlineSeconds: 3_600n, rentedBps: bps(10_000), feeBps: bps(feeBps) }
  return earningsOfCard({ ...wish, ...hour, pricePerGpuSecond: pTokenUnits(BigInt(price ?? 0)) })
}
