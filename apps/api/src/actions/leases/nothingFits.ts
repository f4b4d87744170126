import { isRefusal, type Refusal } from '@infinitio/domain'
import type { ListingQuery } from '@infinitio/domain/wire'
import { type FitPage, whyNothingFits } from '@infinitio/sdk'
import type { QuoteFees } from '../../market-thread/marketQuestion.ts'
import type { Services } from '../../services/services.ts'

type Search = { readonly query: ListingQuery; readonly fees: QuoteFees }

const names = { simulated: '"simulated": true', price: 'maxPrice', gpus: 'gpus', class: 'gpu', region: 'region' } as const
const nothing: FitPage = { total: 0, items: [] }

/**
 * Returns the refusal for a search that found no machine. Its detail names the conditions of the request without which machines are free. Refuses with the codes
 * of the search.
 */
export async function nothingFits(market: Pick<Services['market'], 'ask'>, { query, fees }: Search): Promise<Refusal> {
  let failed: Refusal | null = null
  const search = async (changed: Search['query']): Promise<FitPage> => {
    const page = await market.ask({ kind: 'search', query: changed, fees })
    if (!isRefusal(page)) return page
    failed = page
    return nothing
  }
  const detail = await whyNothingFits(search, { query, names })
  return failed ?? { rejected: 'order.nothing_fits', detail }
}
