import { getHealth, InfinitioError, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The state of the market for its users: `ready`, the part that does not respond, or the reason why the market is late. */
export type MarketState = 'ready' | 'offline' | 'api' | 'database' | 'chain' | 'engine' | 'behind' | 'slow'

/** How often the health is requested, in milliseconds. A part that is silent counts as not responding after 6 s, so a user sees a failure within 10 s. */
export const healthEveryMs = 3_000

/**
 * A server that has not answered a request after this many milliseconds counts as not responding. Together with the interval between requests, a user sees a
 * failure within 10 s.
 */
const answerWithinMs = 4_000

/** Query for the market's health. It runs while the page is visible, even without a network, and never fails: if nothing responds, its result states that. */
export function healthQuery(api: Transport) {
  return queryOptions({
    queryKey: ['health'],
    queryFn: () => readMarketState(api),
    refetchInterval: healthEveryMs,
    networkMode: 'always' as const,
    refetchIntervalInBackground: false,
  })
}

async function readMarketState(api: Transport): Promise<MarketState> {
  try {
    const silence = new Promise<never>((_, reject) => setTimeout(reject, answerWithinMs))
    const { database, chain, engine } = await Promise.race([getHealth(api), silence])
    if (!database.ok) return 'database'
    if (!chain.ok) return 'chain'
    if (engine.state === 'well') return 'ready'
    return engine.state === 'away' ? 'engine' : engine.state
  } catch (error) {
    if (error instanceof InfinitioError && error.code.includes('database')) return 'database'
    if (error instanceof InfinitioError && error.code.startsWith('chain.')) return 'chain'
    return 'api'
  }
}
