import { getHealth, InfinitioError, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** What of the house is away, as a person needs to know it. */
export type MarketState = 'ready' | 'offline' | 'api' | 'database' | 'chain' | 'engine' | 'behind' | 'slow'

/** How often a page asks: with the six seconds after which a part that says nothing counts as away, a person knows within ten. */
export const healthEveryMs = 3_000

/** A server that accepts the question and does not answer counts as away after this. With the time between two questions a person knows within 10 s. */
const answerWithinMs = 4_000

/** Whether the market works, asked while the page is looked at, also without a network. Never fails: no answer is an answer. */
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
