import { isRefusal, type Refusal } from '@infinitio/domain'
import type { ListingQuery } from '@infinitio/domain/wire'
import { ptText } from '../../intake/ptText.ts'
import type { QuoteFees } from '../../market-thread/marketQuestion.ts'
import type { Services } from '../../services/services.ts'

type Search = {
  readonly query: ListingQuery & { readonly hours: number }
  readonly fees: QuoteFees
  /** The renter's highest price in PT per GPU-hour, as typed. */
  readonly maxPrice: string | undefined
}

/**
 * Returns the refusal for a search that found no machine. Its detail has the first reason that applies: only simulated machines fit, the free machines cost more
 * than the limit, they are free only for a shorter time, or no machine is free. Refuses with the codes of the search.
 */
export async function nothingFits(market: Pick<Services['market'], 'ask'>, { query, fees, maxPrice }: Search): Promise<Refusal> {
  const search = (changed: Partial<ListingQuery>) => market.ask({ kind: 'search', query: { ...query, ...changed }, fees })
  const refused = (detail: string): Refusal => ({ rejected: 'order.nothing_fits', detail })
  const simulated = await search({ includeSimulated: 'true' })
  if (isRefusal(simulated)) return simulated
  if (simulated.total > 0) return refused(`only ${simulated.total} simulated: "simulated": true takes them`)
  const dearer = await search({ maxPricePerGpuHour: undefined })
  if (isRefusal(dearer)) return dearer
  const [cheapest] = dearer.items
  if (cheapest !== undefined) {
    const price = ptText(BigInt(cheapest.ask.pricePerGpuSecond) * 3_600n, { round: 'up' })
    return refused(`${freeText(dearer.total)}, the cheapest costs ${price} per GPU-hour, your limit is ${maxPrice} PT`)
  }
  const shorter = await search({ maxPricePerGpuHour: undefined, hours: 1 })
  if (isRefusal(shorter)) return shorter
  return refused(shorter.total === 0 ? 'no machine that is free now' : `${freeText(shorter.total)} for 1 hour, and none for ${query.hours} hours`)
}

const freeText = (machines: number): string => (machines === 1 ? '1 machine is free' : `${machines} machines are free`)
