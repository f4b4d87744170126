import type { ListingQueryWire } from '@infinitio/domain/wire'
import type { TypedPrice, WishName, Wishes } from '../wishes/wishes.ts'
import { type Rate, unitsOf } from './rates.ts'

const minutesPerHour = 60n

/**
 * The query parameters for maximum prices, and the names of the typed requirements that they come from. A price in a currency without a known rate gives no
 * parameter.
 */
export type PriceQuery = { readonly query: ListingQueryWire; readonly from: readonly WishName[] }

/**
 * Returns the maximum prices of a search in base units, rounded down: a price per GPU and hour, and a price before fees for all GPUs and the whole time. An
 * hourly price for all GPUs is divided by the number of GPUs. If the sentence names a model and no number of GPUs, the number differs between machines. The
 * hourly price is then multiplied by the duration instead, if the sentence states one.
 */
export function pricesOf(wishes: Wishes, rates: readonly Rate[]): PriceQuery {
  const units = (price: TypedPrice | undefined): bigint | null => (price === undefined ? null : roundedOf(price, unitsOf(price, rates)))
  const gpus = wishes.gpus ?? wishes.gpusAtLeast ?? (wishes.model === undefined ? 1 : undefined)
  const hourly = units(wishes.pricePerHourAtMost)
  const { minutes } = wishes
  const perGpuHour = [
    priced('pricePerGpuHourAtMost', units(wishes.pricePerGpuHourAtMost)),
    priced('pricePerHourAtMost', hourly === null || gpus === undefined ? null : gpus === 1 ? hourly : shortened(hourly / BigInt(gpus))),
  ].flat()
  const total = [
    priced('totalPriceAtMost', units(wishes.totalPriceAtMost)),
    priced('pricePerHourAtMost', hourly === null || gpus !== undefined || minutes === undefined ? null : (hourly * BigInt(minutes)) / minutesPerHour),
  ].flat()
  return {
    query: {
      ...(perGpuHour.length === 0 ? {} : { maxPricePerGpuHour: String(least(perGpuHour)) }),
      ...(total.length === 0 ? {} : { maxTotal: String(least(total)) }),
    },
    from: [...perGpuHour, ...total].map(({ from }) => from),
  }
}

/** Returns a converted price with the four decimals that its chip shows. A price in PT keeps all its digits. Null stays null. */
function roundedOf({ currency }: TypedPrice, units: bigint | null): bigint | null {
  return units === null || currency === 'PT' ? units : shortened(units)
}

const fourthDecimal = 10n ** 14n

/** Rounds base units down to four decimals, unless the price is so small that this would change it by more than 1 %. */
function shortened(units: bigint): bigint {
  return units < 100n * fourthDecimal ? units : units - (units % fourthDecimal)
}

type Priced = { readonly from: WishName; readonly units: bigint }

function priced(from: WishName, units: bigint | null): Priced[] {
  return units === null ? [] : [{ from, units }]
}

function least(prices: readonly Priced[]): bigint {
  return prices.reduce((lowest, { units }) => (units < lowest ? units : lowest), prices[0]?.units ?? 0n)
}
