import { bps, type CardEarnings, earningsOfCard, pTokenUnits } from '@infinitio/domain'
import type { MarketFiguresWire } from '@infinitio/domain/wire'
import type { EarnWish } from '#web/features/earn/earnDraft.ts'

/** The figures that an estimate can use: `none` before the first trade of the class, `unused` while no GPU of it is listed. */
export type EarnBasis =
  | { readonly kind: 'none' }
  | { readonly kind: 'unused'; readonly price: string }
  | { readonly kind: 'known'; readonly price: string; readonly rentedBps: number }

/** Returns the basis of an estimate: the index of paid prices, or the last trade where no index exists, and the share of GPUs rented now. */
export function earnBasisOf({ index, last, utilisationBps }: Pick<MarketFiguresWire, 'index' | 'last' | 'utilisationBps'>): EarnBasis {
  const price = index?.pricePerGpuSecond ?? last
  if (price === null) return { kind: 'none' }
  return utilisationBps === null ? { kind: 'unused', price } : { kind: 'known', price, rentedBps: utilisationBps }
}

/** Returns the estimated earnings of the provider's GPUs in a month of 30 days, at the figures of `basis`. */
export function monthOf(basis: EarnBasis & { kind: 'known' }, { wish, feeBps }: { readonly wish: EarnWish; readonly feeBps: number }): CardEarnings {
  return earningsOfCard({ ...wish, pricePerGpuSecond: pTokenUnits(BigInt(basis.price)), rentedBps: bps(basis.rentedBps), feeBps: bps(feeBps) })
}

/** Returns the earnings of one rented hour of one GPU. `price` is null while nobody has paid for the class: then only the cost of its power counts. */
export function hourOf(price: string | null, { wish, feeBps }: { readonly wish: EarnWish; readonly feeBps: number }): CardEarnings {
  const hour = { gpus: 1n, onlineSeconds: 3_600n, rentedBps: bps(10_000), feeBps: bps(feeBps) }
  return earningsOfCard({ ...wish, ...hour, pricePerGpuSecond: pTokenUnits(BigInt(price ?? 0)) })
}
