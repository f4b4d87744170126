import { type Db, type Listening, readTopicVersions, type WatchedTopics } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { isRefusal } from '@infinitio/domain'
import type { MarketThread } from '../market-thread/createMarketThread.ts'
import type { TaskReader } from '../tasks/createTaskReader.ts'
import { createHoldBack } from './holdBack.ts'
import { type Subscriber, Watchers } from './watchers.ts'

/** Notifies subscribers when data changes. Each key, such as `lease:7`, names some data and has a version, which changes with the data. */
export type EventHub = {
  start(): Promise<void>
  /**
   * Adds a subscriber. Soon afterwards, the hub notifies it once of the current version of each of its keys. Returns the function that removes the subscriber.
   */
  subscribe(subscriber: Subscriber): () => void
  /** Makes the hub read all versions soon. Call it after this process has changed data, so that subscribers need not wait for the next poll. */
  wake(): void
  /** Calls `listener` at each NOTIFY of the database and each call of `wake`, when data may have changed. Returns the function that removes the listener. */
  onChange(listener: () => void): () => void
  stop(): Promise<void>
}

type HubParts = { readonly db: Db; readonly market: MarketThread; readonly tasks: Pick<TaskReader, 'version'>; readonly logger: Logger }

/** The hub reads the versions at least at this interval, because a NOTIFY may be lost, and because another server sends none for some data. */
const pollMs = 2_000
/** Subscribers of the task pool and of jobs get at most one event of a key in this time, because a busy pool changes with every block. */
const slowMs = 1_000
const isSlow = (key: string) => key === 'tasks' || key.startsWith('job:')
const channels = ['book', 'projections', 'settlements', 'transactions', 'relays'] as const

/**
 * Creates a hub. While there are subscribers, the hub reads the versions of all watched keys after a NOTIFY of the database, after a call of `wake`, and every
 * two seconds. It reads them with one database query, and asks the market thread for the versions of listings and market figures, and the chain for the one of
 * the task pool. A subscriber is notified of a key if the key's version differs from the last one that this subscriber got.
 */
export function createEventHub({ db, market, tasks, logger }: HubParts): EventHub {
  const watchers = new Watchers()
  const listeners = new Set<() => void>()
  let listening: Listening | null = null
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false
  const marketVersions = createMarketVersions(market)
  const holdBack = createHoldBack({ nowMs: () => performance.now(), everyMs: slowMs, isSlow })

  async function look(): Promise<void> {
    const keys = watchers.keys()
    if (keys.length === 0) return
    const versions = await readTopicVersions(db, watched(keys))
    await addMarketVersions(versions, keys, marketVersions)
    if (keys.includes('tasks')) versions.set('tasks', tasks.version(lookSoon))
    const waitMs = holdBack.apply(versions, keys)
    if (waitMs !== null) setTimeout(lookSoon, waitMs).unref()
    // A key that was added while the versions were being read has no version yet. Its subscription called `wake`, so the next read includes it.
    watchers.tell({ keys, versions })
  }

  function wake(): void {
    lookSoon()
    for (const listener of listeners) listener()
  }

  function lookSoon(): void {
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
        lookSoon()
      })
  }

  return {
    wake,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async start() {
      const onWake = (channel: string) => {
        if (channel === 'book' || channel === 'projections') market.markChanged()
        wake()
      }
      listening = await db.listen({ channels, onWake, onError: (error) => logger.warn({ err: error }, 'listening was cut') })
      timer = setInterval(lookSoon, pollMs)
      timer.unref()
    },
    subscribe(subscriber) {
      const leave = watchers.add(subscriber)
      lookSoon()
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
    jobs: of('job'),
    notified: of('notifications'),
    sessions: of('session'),
  }
}

/**
 * Reads the versions of two kinds of market data: the listings, and the figures (prices and volumes). A version changes when the data that the API shows has
 * changed.
 */
type MarketVersions = { listings(): Promise<string>; figures(): Promise<string> }

/**
 * Creates the reader of versions. While the market thread refuses to answer, the reader returns the last versions that it read, so that no subscriber is
 * notified.
 */
function createMarketVersions(market: MarketThread): MarketVersions {
  const known = { listingsVersion: '', figuresVersion: '' }
  async function read(kind: keyof typeof known): Promise<string> {
    const answer = await market.ask({ kind })
    if (!isRefusal(answer)) known[kind] = answer
    return known[kind]
  }
  return { listings: () => read('listingsVersion'), figures: () => read('figuresVersion') }
}

/** Adds the versions of the listings and of the market figures, which the market thread has and not the database. */
async function addMarketVersions(versions: Map<string, string>, keys: readonly string[], market: MarketVersions): Promise<void> {
  const ofMarket = keys.filter((key) => key === 'market' || key.startsWith('market:'))
  const figures = ofMarket.length === 0 ? '' : await market.figures()
  for (const key of ofMarket) versions.set(key, figures)
  if (keys.includes('listings')) versions.set('listings', await market.listings())
}
