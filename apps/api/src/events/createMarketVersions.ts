import { isRefusal } from '@infinitio/domain'
import type { MarketThread } from '../market-thread/createMarketThread.ts'

/** What changes with what is shown of the market. */
export type MarketVersions = { listings(): Promise<string>; figures(): Promise<string> }

/** Makes the reader. A market that cannot be read for a moment says what it said before: nothing new. */
export function createMarketVersions(market: MarketThread): MarketVersions {
  const known = { listingsVersion: '', figuresVersion: '' }
  async function read(kind: keyof typeof known): Promise<string> {
    const answer = await market.ask({ kind })
    if (!isRefusal(answer)) known[kind] = answer
    return known[kind]
  }
  return { listings: () => read('listingsVersion'), figures: () => read('figuresVersion') }
}
