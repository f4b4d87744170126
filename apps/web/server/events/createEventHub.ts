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
  const subscribers = new Map<Subscriber, Map<string, string>>()
  let listening: Listening | null = null
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false
  const marketVersions = createMarketVersions(market)

  async function look(): Promise<void> {
    const keys = new Set([...subscribers.keys()].flatMap((subscriber) => subscriber.keys))
    if (keys.size === 0) return
    const versions = await readTopicVersions(db, watched(keys))
    const ofMarket = [...keys].filter((key) => key === 'market' || key.startsWith('market:'))
    const figures = ofMarket.length === 0 ? '' : await marketVersions.figures()
    for (const key of ofMarket) versions.set(key, figures)
    if (keys.has('listings')) versions.set('listings', await marketVersions.listings())
    for (const [subscriber, told] of subscribers) tell(subscriber, told, { keys, versions })
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
      subscribers.set(subscriber, new Map())
      wake()
      return () => void subscribers.delete(subscriber)
    },
    async stop() {
      if (timer !== null) clearInterval(timer)
      subscribers.clear()
      await listening?.stop()
      await running
    },
  }
}

type Asked = { readonly keys: ReadonlySet<string>; readonly versions: ReadonlyMap<string, string> }

/** Tells a subscriber what differs from what it was told last. */
function tell({ keys, isBehind, onChanges }: Subscriber, told: Map<string, string>, asked: Asked): void {
  let changes: Change[] | null = null
  for (const key of keys) {
    // Who came while the versions were read was not asked for: the next look, which it woke, tells it.
    if (!asked.keys.has(key)) continue
    const version = asked.versions.get(key) ?? ''
    if (told.get(key) === version) continue
    // The end of a session waits for nobody.
    if (!key.startsWith('session:') && isBehind()) continue
    changes ??= []
    changes.push({ key, version })
    told.set(key, version)
  }
  if (changes !== null) onChanges(changes)
}

function watched(keys: ReadonlySet<string>): WatchedTopics {
  const of = (kind: string) => [...keys].filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1))
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
