import { type Db, listClasses, listNodesNamed, listRegions, readJournalHead } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { createListingIndex, type ListingIndex } from '../market/createListingIndex.ts'
import type { MarketTail } from '../market-data/createMarketTail.ts'
import { createNamesOfNodes, type NamedNodes, type NamesCollector } from './createNamesOfNodes.ts'
import { createNodeReader, type NodeReader } from './createNodeReader.ts'
import { createRefresh } from './createRefresh.ts'

/** Keeps the index of listings up to date with the database tables. */
export type ListingFeed = {
  /**
   * Returns the index of listings, in which free GPUs are counted from the hour of `now` on. Refreshes it first if it may be out of date, but waits at most 2 s
   * for that. Returns null until every node was read once. Throws the database's errors.
   */
  read(now: number): Promise<ListingIndex | null>
  /**
   * Call it for each journal row after its replay. The feed then reads again the nodes that the row names, unless the row is older than the feed's first read
   * of all nodes.
   */
  note(seq: number, ...row: Parameters<NamesCollector['note']>): void
  /** Call it when displayed data may have changed. */
  markChanged(): void
  isWhole(): boolean
  /** Returns a journal row number: the index contains all changes up to this row. */
  shownSeq(): bigint
  /**
   * Starts to refresh the index regularly, even if nobody calls `read`. Returns a function that stops this and resolves when a refresh in progress has ended.
   */
  start(): () => Promise<void>
}

const restMs = 25
const oldAfterMs = 2_000
const lateMs = 100
const everyMs = 1_000
/** The longest time in milliseconds that a caller waits for a refresh. */
const patienceMs = 2_000
const hourSeconds = 3_600

/**
 * Creates the feed, which keeps the index of listings up to date. Each refresh reads the nodes that journal rows have named since the last one; by then the
 * tables of matcher and follower already contain the changes of these rows. Other changes, such as names or reports of agents, appear in no journal row. The
 * feed finds them by reading all nodes page by page, again and again. A market that fits into one page (of 1,000 nodes) is read completely at each refresh.
 */
export function createListingFeed({ db, tail, logger }: { db: Db; tail: MarketTail; logger: Logger }): ListingFeed {
  const index = createListingIndex({ hour: Math.floor(Date.now() / (hourSeconds * 1_000)) })
  const nodes = createNodeReader({ db, index })
  const names = createNamesOfNodes()
  const unread: NamedNodes[] = []
  let firstSeq: bigint | null = null
  let shownSeq = 0n
  const refresh = createRefresh(load)

  async function load(): Promise<void> {
    firstSeq ??= (await readJournalHead(db))?.seq ?? 0n
    // Ignore the error: `tail` itself reports a journal that cannot be replayed, and if the database is not reachable, the next query throws.
    const playedSeq = await tail.follow().catch(() => null)
    const [classes, regions] = await Promise.all([listClasses(db), listRegions(db)])
    index.setCatalogue({ classes, regions })
    index.setFee(tail.feeBps() ?? index.feeBps())
    const named = names.take()
    if (named !== null) unread.push(named)
    await readNamed(unread, { db, nodes })
    if (nodes.isOnePage() || nodes.isPageDue()) await nodes.readPage()
    await nodes.readRest()
    shownSeq = largest(shownSeq, firstSeq, playedSeq ?? 0n)
  }

  function isDue(): boolean {
    if (!nodes.isWhole()) return true
    return nodes.isOnePage() ? refresh.isChanged() || refresh.ageMs() > oldAfterMs : refresh.isChanged() && refresh.ageMs() > restMs
  }

  /** Refreshes the index before an answer. In a market of several pages, an index younger than 100 ms is refreshed while the answer is sent. */
  async function freshen(): Promise<void> {
    if (nodes.isWhole() && !nodes.isOnePage() && refresh.ageMs() < lateMs) {
      refresh.run().catch((error: unknown) => logger.warn({ err: error }, 'the listings cannot be read'))
      return
    }
    // A refresh in progress may have begun before the change. So wait until it ends, and then refresh again.
    if (refresh.isChanged()) await refresh.underWay()?.catch(() => undefined)
    if (refresh.isChanged()) await patience(Math.max(0, restMs - refresh.ageMs()))
    if (isDue()) await refresh.run()
  }

  /** Runs between requests. If all nodes fit on one page, only marks the index as changed, because the next request reads all nodes again anyway. */
  async function lookBeside(): Promise<void> {
    if (!nodes.isWhole() || !nodes.isOnePage()) return refresh.run()
    if (names.take() !== null) refresh.markChanged()
  }

  return {
    async read(now) {
      nodes.turnTo(Math.floor(now / hourSeconds))
      if (isDue()) await Promise.race([freshen(), patience(patienceMs)])
      return nodes.isWhole() ? index : null
    },
    note(seq, command, events) {
      if (firstSeq !== null && seq > firstSeq) names.note(command, events)
    },
    markChanged: refresh.markChanged,
    isWhole: nodes.isWhole,
    shownSeq: () => shownSeq,
    start() {
      const stopLooking = startLooking(lookBeside, logger)
      return async () => {
        stopLooking()
        nodes.stop()
        await refresh.underWay()?.catch(() => undefined)
      }
    },
  }
}

/**
 * Reads the nodes that journal rows named, and puts them into the index. Removes names from `unread` only after their nodes were read, so that the next call
 * tries again after an error.
 */
async function readNamed(unread: NamedNodes[], { db, nodes }: { db: Db; nodes: NodeReader }): Promise<void> {
  for (let next = unread[0]; next !== undefined; next = unread[0]) {
    if (next.changed !== null) await nodes.readThese(await listNodesNamed(db, next.changed))
    await nodes.readHoursOf(next.busy)
    unread.shift()
  }
}

function startLooking(read: () => Promise<void>, logger: Logger): () => void {
  const look = () => read().catch((error: unknown) => logger.error({ err: error }, 'the listings cannot be read'))
  void look()
  const timer = setInterval(look, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

function largest(...numbers: readonly bigint[]): bigint {
  return numbers.reduce((most, number) => (number > most ? number : most), 0n)
}

function patience(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
