import { bps, type CardEarnings, earningsOfCard, pTokenUnits } from '@infinitio/domain'
import type { GpuClassWire, MarketFiguresWire } from '@infinitio/domain/wire'
import type { EarnWish } from '#web/features/earn/earnDraft.ts'

/** The rented share, in percent, that an estimate assumes while no GPU of the class is rented and the user typed no other share. */
export const assumedRentedPercent = 50

/**
 * The price of an estimate in base units per GPU-second and its rented share, each with its source. `index`: the price index of the class. `last`: the last
 * paid price, if there is no index. `offer`: nobody has paid a price yet, so this is the lowest open ask. `reference`: nobody has paid a price, and there is no
 * ask. `market`: the share that is rented now. `assumed`: no GPU of the class is rented now, so the share is `assumedRentedPercent`. `typed`: the user typed
 * the share.
 */
export type EarnBasis = {
  readonly price: string
  readonly priceFrom: 'index' | 'last' | 'offer' | 'reference'
  readonly rentedBps: number
  readonly rentedFrom: 'market' | 'assumed' | 'typed'
}

type ClassPrices = Pick<GpuClassWire, 'cheapestPricePerGpuSecond' | 'referencePricePerGpuSecond'>

/** Returns the data for an estimate. A price that somebody paid comes before an offer, and a typed share comes before the share that is rented now. */
export function earnBasisOf(
  { index, last, utilisationBps }: Pick<MarketFiguresWire, 'index' | 'last' | 'utilisationBps'>,
  { prices, rentedPercent }: { readonly prices: ClassPrices; readonly rentedPercent: number | null },
): EarnBasis {
  return { ...priceOf({ index, last }, prices), ...shareOf(utilisationBps, rentedPercent) }
}

function priceOf({ index, last }: Pick<MarketFiguresWire, 'index' | 'last'>, prices: ClassPrices): Pick<EarnBasis, 'price' | 'priceFrom'> {
  if (index !== null) return { price: index.pricePerGpuSecond, priceFrom: 'index' }
  if (last !== null) return { price: last, priceFrom: 'last' }
  if (prices.cheapestPricePerGpuSecond !== null) return { price: prices.cheapestPricePerGpuSecond, priceFrom: 'offer' }
  return { price: prices.referencePricePerGpuSecond, priceFrom: 'reference' }
}

function shareOf(utilisationBps: number | null, rentedPercent: number | null): Pick<EarnBasis, 'rentedBps' | 'rentedFrom'> {
  if (rentedPercent !== null) return { rentedBps: rentedPercent * 100, rentedFrom: 'typed' }
  if (utilisationBps !== null && utilisationBps > 0) return { rentedBps: utilisationBps, rentedFrom: 'market' }
  return { rentedBps: assumedRentedPercent * 100, rentedFrom: 'assumed' }
}

/** Returns the estimated earnings of the provider's GPUs in a month of 30 days, if the price and the rented share stay as they are in `basis`. */
export function monthOf(basis: EarnBasis, { wish, feeBps }: { readonly wish: EarnWish; readonly feeBps: number }): CardEarnings {
  return earningsOfCard({ ...wish, pricePerGpuSecond: pTokenUnits(BigInt(basis.price)), rentedBps: bps(basis.rentedBps), feeBps: bps(feeBps) })
}

/** Returns watt-hours as kWh: a whole number from 10 kWh, otherwise one decimal. */
export function kwhOf(energyWh: bigint): number {
  const kwh = Number(energyWh) / 1_000
  return kwh >= 10 ? Math.round(kwh) : Math.round(kwh * 10) / 10
}
