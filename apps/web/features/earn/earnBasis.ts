import { bps, type CardEarnings, earningsOfCard, parsePt, pTokenUnits } from '@infinitio/domain'
import type { ClassDemandWire, GpuClassWire, MarketFiguresWire } from '@infinitio/domain/wire'
import type { EarnWish } from '#web/features/earn/earnDraft.ts'
import { amountText } from '#web/parts/format/amountText.ts'

/** The rented share, in basis points, that an estimate takes as an example while no GPU of any class is rented. */
const exampleRentedBps = 1_000
const bpsPerPercent = 100

/**
 * The price of an estimate in base units per GPU-second and its rented share, each with its source. Both are rounded to the numbers that the page shows, so
 * that a reader can multiply them. `index`: the price index of the class. `last`: the last
 * paid price, if there is no index. `offer`: nobody has paid a price yet, so this is the lowest open ask. `reference`: nobody has paid a price, and there is no
 * ask. `market`: the share that is rented now. `assumed`: no GPU of the class is rented now, so the share is that of `assumedShareOf`. `typed`: the user typed
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
  { prices, rentedPercent, assumedBps }: { readonly prices: ClassPrices; readonly rentedPercent: number | null; readonly assumedBps: number },
): EarnBasis {
  const { price, priceFrom } = priceOf({ index, last }, prices)
  return { price: shownPrice(price), priceFrom, ...shareOf(utilisationBps, { rentedPercent, assumedBps }) }
}

type ClassUse = Pick<MarketFiguresWire, 'gpus' | 'leasedGpus' | 'utilisationBps'>

/**
 * Returns the rented share that an estimate assumes for a class that nobody rents, in basis points: the share of all GPUs of the market, or that of the least
 * rented class with renters if it is lower. So such a class never has a larger share than one with renters. `rentedGpus` is the number of GPUs that are rented
 * now; if it is 0, the share is an example only. The share is a whole number, rounded down.
 */
export function assumedShareOf(classes: readonly ClassUse[]): { readonly assumedBps: number; readonly rentedGpus: number } {
  const sum = (of: (one: ClassUse) => number) => classes.reduce((total, one) => total + of(one), 0)
  const [gpus, rentedGpus] = [sum((one) => one.gpus), sum((one) => one.leasedGpus)]
  if (gpus === 0 || rentedGpus === 0) return { assumedBps: exampleRentedBps, rentedGpus: 0 }
  const rented = classes.map(({ utilisationBps }) => utilisationBps ?? 0).filter((share) => share > 0)
  return { assumedBps: Math.min(Math.floor((rentedGpus * 10_000) / gpus), ...rented), rentedGpus }
}

/** Returns a price per GPU-second, rounded to the price per hour that the page shows. A price that is too small to show remains as it is. */
function shownPrice(perSecond: string): string {
  const shown = parsePt(amountText(BigInt(perSecond) * 3_600n))
  return shown === null ? perSecond : (shown / 3_600n).toString()
}

function priceOf({ index, last }: Pick<MarketFiguresWire, 'index' | 'last'>, prices: ClassPrices): Pick<EarnBasis, 'price' | 'priceFrom'> {
  if (index !== null) return { price: index.pricePerGpuSecond, priceFrom: 'index' }
  if (last !== null) return { price: last, priceFrom: 'last' }
  if (prices.cheapestPricePerGpuSecond !== null) return { price: prices.cheapestPricePerGpuSecond, priceFrom: 'offer' }
  return { price: prices.referencePricePerGpuSecond, priceFrom: 'reference' }
}

function shareOf(
  utilisationBps: number | null,
  { rentedPercent, assumedBps }: { rentedPercent: number | null; assumedBps: number },
): Pick<EarnBasis, 'rentedBps' | 'rentedFrom'> {
  if (rentedPercent !== null) return { rentedBps: rentedPercent * bpsPerPercent, rentedFrom: 'typed' }
  if (utilisationBps !== null && utilisationBps > 0) return { rentedBps: wholePercent(utilisationBps), rentedFrom: 'market' }
  return { rentedBps: wholePercent(assumedBps), rentedFrom: 'assumed' }
}

/** Rounds a share above 0 to whole percent, at least 1 %. Both are basis points. */
const wholePercent = (share: number): number => Math.max(1, Math.round(share / bpsPerPercent)) * bpsPerPercent

/** Returns the estimated earnings of the provider's GPUs in a month of 30 days, if the price and the rented share stay as they are in `basis`. */
export function monthOf(basis: EarnBasis, { wish, feeBps }: { readonly wish: EarnWish; readonly feeBps: number }): CardEarnings {
  return earningsOfCard({ ...wish, pricePerGpuSecond: pTokenUnits(BigInt(basis.price)), rentedBps: bps(basis.rentedBps), feeBps: bps(feeBps) })
}

/** Returns watt-hours as kWh: a whole number from 10 kWh, otherwise one decimal. */
export function kwhOf(energyWh: bigint): number {
  const kwh = Number(energyWh) / 1_000
  return kwh >= 10 ? Math.round(kwh) : Math.round(kwh * 10) / 10
}

type Step = ClassDemandWire['curve'][number]

/** The most GPUs of a machine whose past demand the market calculates: the most that one listing can offer. */
export const mostGpusOfReplay = 15
const mostShown = 5

/**
 * Returns the price that would have earned most, and at most five prices around it, lowest first. `best` is null if no price would have brought a lease. Of two
 * prices with the same pay, the lower one is the best, because more renters accept it.
 */
export function usefulPrices(curve: readonly Step[]): { readonly prices: readonly Step[]; readonly best: Step | null } {
  const best = curve.reduce<Step | null>((most, step) => (most === null || BigInt(step.pay) > BigInt(most.pay) ? step : most), null)
  if (best === null) return { prices: [], best }
  const first = Math.max(0, Math.min(curve.indexOf(best) - Math.floor(mostShown / 2), curve.length - mostShown))
  return { prices: curve.slice(first, first + mostShown), best }
}
