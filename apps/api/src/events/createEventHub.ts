import { type Db, type Listening, readTopicVersions, type WatchedTopics } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { isRefusal } from '@infinitio/domain'
import type { MarketThread } from '../market-thread/createMarketThread.ts'
import { type Subscriber, Watchers } from './watchers.ts'

/** Tells subscribers when what a key stands for has changed. */
export type EventHub = {
  start(): Promise<void>
  /** Adds a subscriber; each of its keys is told once, soon. Returns what removes it. */
  subscribe(subscriber: Subscriber): () => void
  /** Something of ours changed: look soon. */
  wake(): void
  stop(): Promise<void>
}

type HubParts = { readonly db: Db; readonly market: MarketThread; readonly logger: Logger }

const pollMs = 500
const channels = ['book', 'projections', 'settlements', 'transactions', 'relays'] as const

/**
 * Makes a hub. It looks at the versions of all watched keys in one query: after a NOTIFY, and every 500 ms while anybody watches, since a
 * notification is only a wake-up. A key is told when its version differs from the last one told to that subscriber.
 */
export function createEventHub({ db, market, logger }: HubParts): EventHub {
  const watchers = new Watchers()
  let listening: Listening | null = null
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false
  const marketVersions = createMarketVersions(market)

  async function look(): Promise<void> {
    const keys = watchers.keys()
    if (keys.length === 0) return
    const versions = await readTopicVersions(db, watched(keys))
    const ofMarket = keys.filter((key) => key === 'market' || key.startsWith('market:'))
    const figures = ofMarket.length === 0 ? '' : await marketVersions.figures()
    for (const key of ofMarket) versions.set(key, figures)
    if (keys.includes('listings')) versions.set('listings', await marketVersions.listings())
    // A key that came while the versions were read was not asked for: the next look, which it woke, tells it.
    watchers.tell({ keys, versions })
  }

  function wake(): void {
    if (running !== null) {
      again = true
      return
    }
    running = look()
      .catch((error: unknown) => logger.warn({ err: error }, 'watched topics cannot be read'))
      .finally(() => {
        running = null
        if (!again) return
        again = false
        wake()
      })
  }

  return {
    wake,
    async start() {
      const onWake = (channel: string) => {
        if (channel === 'book' || channel === 'projections') market.markChanged()
        wake()
      }
      listening = await db.listen({ channels, onWake, onError: (error) => logger.warn({ err: error }, 'listening was cut') })
      timer = setInterval(wake, pollMs)
      timer.unref()
    },
    subscribe(subscriber) {
      const leave = watchers.add(subscriber)
      wake()
      return leave
    },
    async stop() {
      if (timer !== null) clearInterval(timer)
      watchers.clear()
      await listening?.stop()
      await running
    },
  }
}

function watched(keys: readonly string[]): WatchedTopics {
  const of = (kind: string) => keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1))
  return {
    orders: of('order'),
    leases: of('lease').map(BigInt),
    holds: of('hold'),
    accounts: of('account'),
    nodes: of('node'),
    notified: of('notifications'),
    sessions: of('session'),
  }
}

/** What changes with what is shown of the market. */
type MarketVersions = { listings(): Promise<string>; figures(): Promise<string> }

/** Makes the reader. A market that cannot be read for a moment says what it said before: nothing new. */
function createMarketVersions(market: MarketThread): MarketVersions {
  const known = { listingsVersion: '', figuresVersion: '' }
  async function read(kind: keyof typeof known): Promise<string> {
    const answer = await market.ask({ kind })
    if (!isRefusal(answer)) known[kind] = answer
    return known[kind]
  }
  return { listings: () => read('listingsVersion'), figures: () => read('figuresVersion') }
}
