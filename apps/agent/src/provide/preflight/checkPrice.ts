import { formatPt, parsePt, priceWarning, pricePerGpuSecondDown, withDecimalPoint } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import type { WantedSettings } from '../wantedSettings.ts'
import { type Check, missing, passed, warned } from './check.ts'

type Market = {
  /** The machine's class in the catalogue; null where it has none, or the API does not answer. */
  readonly listed: Pick<CatalogueWire['classes'][number], 'name' | 'medianPricePerGpuSecond' | 'listedNodes'> | null
  /** A machine that is listed already is one of the listed ones. */
  readonly isRegistered: boolean
}

/** Checks the price and compares it with the median of the machines that are free now. */
export function checkPrice({ pricePerGpuHour: price }: Pick<WantedSettings, 'pricePerGpuHour'>, { listed, isRegistered }: Market): Check {
  const median = medianOf({ listed, isRegistered })
  const market = marketText(listed?.name ?? null, median)
  const fix = 'infinitio provide --price <PT per GPU-hour>'
  if (price === null) return missing('price', { code: 'node.settings_missing', detail: `not said${market}`, fix })
  const units = parsePt(price)
  const perSecond = units === null ? 0n : pricePerGpuSecondDown(units)
  if (units === null || perSecond <= 0n) {
    const pointed = withDecimalPoint(price)
    return missing('price', { code: 'node.price_invalid', detail: price, fix: pointed === null ? fix : `infinitio provide --price ${pointed}` })
  }
  const detail = `${formatPt(units, { digits: 4 })} PT per GPU-hour${market}`
  const warning = priceWarning(perSecond, { median, current: null })
  if (warning === null) return passed('price', detail)
  return warned(
    'price',
    `${detail}. Your price is ${warning === 'above_median' ? 'more than 50 % above' : 'less than half of'} this median: check it`,
  )
}

function medianOf({ listed, isRegistered }: Market): bigint | null {
  if (listed === null || listed.medianPricePerGpuSecond === null || (isRegistered && listed.listedNodes <= 1)) return null
  return BigInt(listed.medianPricePerGpuSecond)
}

function marketText(name: string | null, median: bigint | null): string {
  return median === null ? '' : `; the median of free ${name} machines is ${formatPt(median * 3_600n, { digits: 4 })} PT`
}
