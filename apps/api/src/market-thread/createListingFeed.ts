import { type Db, listClasses, listNodesNamed, listRegions, readJournalHead } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { createListingIndex, type ListingIndex } from '../market/createListingIndex.ts'
import type { MarketTail } from '../market-data/createMarketTail.ts'
import { createNamesOfNodes, type NamedNodes, type NamesCollector } from './createNamesOfNodes.ts'
import { createNodeReader, type NodeReader } from './createNodeReader.ts'
import { createRefresh } from './createRefresh.ts'

/** Keeps the index of listings as the tables have the market. */
export type ListingFeed = {
  /**
   * The index, turned to the hour of `now` and brought up to date when something changed or, in a market of one page, when it is 2 s old. Null until
   * every node was read once. Throws what the database throws.
   */
  read(now: number): Promise<ListingIndex | null>
  /** What the tail plays; rows after the first reading name nodes that are read again. */
  note(seq: number, ...row: Parameters<NamesCollector['note']>): void
  /** Something shown may have changed. */
  markChanged(): void
  isWhole(): boolean
  /** Up to which journal row the index shows the market for certain. */
  shownSeq(): bigint
  /** Keeps it up to date while nobody asks. Returns what ends all reading, and resolves when what is under way has come to rest. */
  start(): () => Promise<void>
}

const restMs = 25
const oldAfterMs = 2_000
const lateMs = 100
const everyMs = 1_000
/** A reader waits so long for the first reading. */
const patienceMs = 2_000
const hourSeconds = 3_600

/**
 * Makes the feed. Nodes that journal rows name are read again at once: the tables that the matcher and the follower write are never behind the journal.
 * What no row tells (profiles, names, when an agent spoke) is found by reading all nodes over and over, a page at a time; a market of one page, up to
 * 1,000 nodes, is read whenever something changed.
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
    // A journal that cannot be played is the tail's to tell; a database that is away shows below.
    const playedSeq = await tail.follow().catch(() => null)
    const [classes, regions] = await Promise.all([listClasses(db), listRegions(db)])
    index.setCatalogue({ classes, regions })
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

  /** In a market of one page an answer is never older than the question; a larger one answers with what it read just now while it reads on. */
  async function freshen(): Promise<void> {
    if (nodes.isWhole() && !nodes.isOnePage() && refresh.ageMs() < lateMs) {
      refresh.run().catch((error: unknown) => logger.warn({ err: error }, 'the listings cannot be read'))
      return
    }
    // What is under way began before the change.
    if (refresh.isChanged()) await refresh.underWay()?.catch(() => undefined)
    if (refresh.isChanged()) await patience(Math.max(0, restMs - refresh.ageMs()))
    if (isDue()) await refresh.run()
  }

  /** While nobody asks, a market of one page is left alone: who asks has it read whole, whatever was named. */
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

/** Names that cannot be looked up are kept for the next time. */
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
