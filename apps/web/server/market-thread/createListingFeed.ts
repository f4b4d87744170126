import { type Db, listClasses, listNodeIds, listNodesNamed, listRegions, type NamesOfNodes, readJournalHead } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { createListingIndex, type ListingIndex } from '../market/createListingIndex.ts'
import type { MarketTail } from '../market-data/createMarketTail.ts'
import { createNamesOfNodes, type NamesCollector } from './createNamesOfNodes.ts'
import { readNodes } from './readNodes.ts'

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
  /** Keeps it up to date while nobody asks. Returns what stops it. */
  start(): () => void
}

const pageNodes = 1_000
const restMs = 25
const oldAfterMs = 2_000
const everyMs = 1_000
/** A reader waits so long for the first reading. */
const patienceMs = 2_000
const hourSeconds = 3_600

/**
 * Makes the feed. Nodes that journal rows name are read again at once: the tables that the matcher and the follower write are never behind the journal.
 * What no row tells (profiles, names, when an agent spoke) is found by reading all nodes over and over, a page at a time; a market of up to 1,000 nodes
 * is one page, read whenever something changed.
 */
export function createListingFeed({ db, tail, logger }: { db: Db; tail: MarketTail; logger: Logger }): ListingFeed {
  const index = createListingIndex({ hour: Math.floor(Date.now() / (hourSeconds * 1_000)) })
  const names = createNamesOfNodes()
  const unread: NamesOfNodes[] = []
  /** Hours before this one were not read. */
  let wordsFromHour = index.hour()
  let firstSeq: bigint | null = null
  let shownSeq = 0n
  let after = ''
  let isWhole = false
  let changed = true
  let readAtMs = Number.NEGATIVE_INFINITY
  let pageAtMs = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null

  async function load(): Promise<void> {
    changed = false
    try {
      firstSeq ??= (await readJournalHead(db))?.seq ?? 0n
      // A journal that cannot be played is the tail's to tell; a database that is away shows below.
      const playedSeq = await tail.follow().catch(() => null)
      const [classes, regions] = await Promise.all([listClasses(db), listRegions(db)])
      index.setCatalogue({ classes, regions })
      await readNamed()
      if (!isWhole || isOnePage() || performance.now() - pageAtMs > oldAfterMs) await readPage()
      while (!isWhole) await readPage()
      const seq = playedSeq === null || firstSeq > playedSeq ? firstSeq : playedSeq
      if (seq > shownSeq) shownSeq = seq
      readAtMs = performance.now()
    } catch (error) {
      changed = true
      throw error
    }
  }

  /** Names that could not be looked up are kept for the next time. */
  async function readNamed(): Promise<void> {
    const named = names.take()
    if (named !== null) unread.push(named)
    for (;;) {
      const next = unread[0]
      if (next === undefined) return
      const ids = await listNodesNamed(db, next)
      for (let from = 0; from < ids.length; from += pageNodes)
        await readNodes({ db, index }, { nodeIds: ids.slice(from, from + pageNodes), wordsFromHour })
      unread.shift()
    }
  }

  async function readPage(): Promise<void> {
    const nodeIds = await listNodeIds(db, { after, limit: pageNodes })
    await readNodes({ db, index }, { nodeIds, wordsFromHour })
    const isLast = nodeIds.length < pageNodes
    if (isLast && after === '') removeAllBut(new Set(nodeIds))
    if (isLast) isWhole = true
    after = isLast ? '' : (nodeIds.at(-1) ?? '')
    pageAtMs = performance.now()
  }

  function removeAllBut(there: ReadonlySet<string>): void {
    for (const id of [...index.ids()]) if (!there.has(id)) index.remove(id)
  }

  function isOnePage(): boolean {
    return index.size() < pageNodes
  }

  function refresh(): Promise<void> {
    reading ??= load().finally(() => {
      reading = null
    })
    return reading
  }

  function isDue(): boolean {
    const ageMs = performance.now() - readAtMs
    return !isWhole || (changed && (isOnePage() || ageMs > restMs)) || (isOnePage() && ageMs > oldAfterMs)
  }

  /** In a market of one page an answer is never older than the question. */
  async function freshen(): Promise<void> {
    // What is under way began before the change.
    if (changed && reading !== null) await reading.catch(() => undefined)
    const restsMs = restMs - (performance.now() - readAtMs)
    if (changed && restsMs > 0) await patience(restsMs)
    if (isDue()) await refresh()
  }

  function turnTo(hour: number): void {
    index.turnTo(hour)
    if (hour >= wordsFromHour) return
    wordsFromHour = hour
    after = ''
    isWhole = false
  }

  return {
    async read(now) {
      turnTo(Math.floor(now / hourSeconds))
      if (isDue()) await Promise.race([freshen(), patience(patienceMs)])
      return isWhole ? index : null
    },
    note(seq, command, events) {
      if (firstSeq !== null && seq > firstSeq) names.note(command, events)
    },
    markChanged() {
      changed = true
    },
    isWhole: () => isWhole,
    shownSeq: () => shownSeq,
    start() {
      const look = () => refresh().catch((error: unknown) => logger.error({ err: error }, 'the listings cannot be read'))
      void look()
      const timer = setInterval(look, everyMs)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}

function patience(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
