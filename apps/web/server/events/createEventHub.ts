import { type Db, type Listening, readTopicVersions, type WatchedTopics } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { MarketThread } from '../market-thread/createMarketThread.ts'
import { createMarketVersions } from './createMarketVersions.ts'

/** A key and its new version. */
export type Change = { readonly key: string; readonly version: string }

/** Who watches. */
export type Subscriber = {
  /** What it watches: `listings`, `market`, `market:<class>`, `order:<hash>`, `lease:<id>`, `hold:<id>`, `account:<address>`, `node:<id>`, `notifications:<address>`, `session:<token hash>`. */
  readonly keys: readonly string[]
  /** Everything that changed by one look. */
  readonly onChanges: (changes: readonly Change[]) => void
  /** True while its reader is behind. It is then told nothing, and when it has caught up, only how things are by then. */
  readonly isBehind: () => boolean
}

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
  /** By key, who watches it and the version that each was told last; null: none yet. */
  const watchers = new Map<string, Map<Subscriber, string | null>>()
  let listening: Listening | null = null
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false
  const marketVersions = createMarketVersions(market)

  async function look(): Promise<void> {
    const keys = [...watchers.keys()]
    if (keys.length === 0) return
    const versions = await readTopicVersions(db, watched(keys))
    const ofMarket = keys.filter((key) => key === 'market' || key.startsWith('market:'))
    const figures = ofMarket.length === 0 ? '' : await marketVersions.figures()
    for (const key of ofMarket) versions.set(key, figures)
    if (keys.includes('listings')) versions.set('listings', await marketVersions.listings())
    // A key that came while the versions were read was not asked for: the next look, which it woke, tells it.
    for (const [subscriber, changes] of newsOf(watchers, { keys, versions })) {
      // Who was told before may have ended the stream of who comes after.
      if (watchers.get(subscriber.keys[0] ?? '')?.has(subscriber) !== true) continue
      for (const { key, version } of changes) watchers.get(key)?.set(subscriber, version)
      subscriber.onChanges(changes)
    }
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
      for (const key of subscriber.keys) {
        const told = watchers.get(key) ?? new Map<Subscriber, string | null>()
        watchers.set(key, told.set(subscriber, null))
      }
      wake()
      return () => {
        for (const key of subscriber.keys) {
          const told = watchers.get(key)
          told?.delete(subscriber)
          if (told?.size === 0) watchers.delete(key)
        }
      }
    },
    async stop() {
      if (timer !== null) clearInterval(timer)
      watchers.clear()
      await listening?.stop()
      await running
    },
  }
}

type Asked = { readonly keys: readonly string[]; readonly versions: ReadonlyMap<string, string> }

/** For each subscriber what differs from what it was told last. One that is behind is left out, and told later. */
function newsOf(watchers: ReadonlyMap<string, Map<Subscriber, string | null>>, { keys, versions }: Asked): Map<Subscriber, Change[]> {
  const news = new Map<Subscriber, Change[]>()
  for (const key of keys) {
    const version = versions.get(key) ?? ''
    // The end of a session waits for nobody.
    const isUrgent = key.startsWith('session:')
    for (const [subscriber, told] of watchers.get(key) ?? []) {
      if (told === version || (!isUrgent && subscriber.isBehind())) continue
      const changes = news.get(subscriber)
      if (changes === undefined) news.set(subscriber, [{ key, version }])
      else changes.push({ key, version })
    }
  }
  return news
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
