import { type Db, listMarketNodes, listNodeIds, type MarketNodeRow } from '@infinitio/db'
import { type ListingIndex, namesIn } from '../market/createListingIndex.ts'
import { listHours, type WhichHours } from '../market/starts/listHours.ts'
import { type HoursOfNode, marketNodeOf, notOffered, takenOf } from '../market/machines/marketNodeOf.ts'

/** Reads nodes from the database into the index of listings: single nodes by id, and in the background all nodes, one page after another without end. */
export type NodeReader = {
  /** Reads the next page of all nodes into the index. After the last page, it continues with the first one. */
  readPage(): Promise<void>
  /** Reads pages until every node was read at least once. While it adds one page to the index, it already fetches the next one. */
  readRest(): Promise<void>
  /** Reads these nodes. */
  readThese(nodeIds: readonly string[]): Promise<void>
  /** Reads again in which hours these nodes are booked, and no other data of the nodes. */
  readHoursOf(nodeIds: readonly string[]): Promise<void>
  /** Sets the current hour of the index. If `hour` is earlier than the first hour for which bookings were read, reads all nodes again from now on. */
  turnTo(hour: number): void
  /** Stops `readRest` before its next page. */
  stop(): void
  /** Returns true if every node was read once. */
  isWhole(): boolean
  /** Returns true if all nodes fit into one page. */
  isOnePage(): boolean
  /** Returns true if the last page was read at least 2 s ago. */
  isPageDue(): boolean
}

const pageNodes = 1_000
const pageEveryMs = 2_000

/**
 * Creates the reader of nodes. A node that was removed from the market is removed from the index when a journal row names it. If all nodes fit into one page,
 * it is removed earlier, when that page is read again.
 */
export function createNodeReader({ db, index }: { db: Db; index: ListingIndex }): NodeReader {
  /** The first hour (Unix time divided by 3,600) for which bookings were read. */
  let wordsFromHour = index.hour()
  let after = ''
  let isWhole = false
  let isStopped = false
  let pageAtMs = Number.NEGATIVE_INFINITY

  function removeAllBut(there: ReadonlySet<string>): void {
    for (const id of [...index.ids()]) if (!there.has(id)) index.remove(id)
  }

  const fetchPage = async (from: string): Promise<FetchedNodes> =>
    fetchNodes(db, { nodeIds: await listNodeIds(db, { after: from, limit: pageNodes }), fromHour: wordsFromHour })

  function put(page: FetchedNodes): void {
    putNodes(index, page)
    const isLast = page.nodeIds.length < pageNodes
    if (isLast && after === '') removeAllBut(new Set(page.nodeIds))
    if (isLast) isWhole = true
    after = isLast ? '' : (page.nodeIds.at(-1) ?? '')
    pageAtMs = performance.now()
  }

  return {
    async readPage() {
      put(await fetchPage(after))
    },
    async readRest() {
      let ahead: { from: string; fromHour: number; page: Promise<FetchedNodes> } | null = null
      while (!isWhole && !isStopped) {
        const fromHour = wordsFromHour
        const isAhead: boolean = ahead !== null && ahead.from === after && ahead.fromHour === fromHour
        const page: FetchedNodes = await (isAhead && ahead !== null ? ahead.page : fetchPage(after))
        // While this page was being read, the index was set to an earlier hour. The bookings of that hour are missing in this page, so start again at the first
        // node.
        if (fromHour !== wordsFromHour) continue
        const from = page.nodeIds.at(-1) ?? ''
        ahead = page.nodeIds.length < pageNodes ? null : { from, fromHour, page: fetchPage(from) }
        // If `put` throws, nobody waits for the page that was fetched ahead, so a failure of that fetch must not be reported as unhandled. If `put` does not
        // throw, the next loop waits for that page and throws its error.
        ahead?.page.catch(() => undefined)
        put(page)
      }
    },
    async readThese(nodeIds) {
      for (const page of pagesOf(nodeIds)) putNodes(index, await fetchNodes(db, { nodeIds: page, fromHour: wordsFromHour }))
    },
    async readHoursOf(nodeIds) {
      for (const page of pagesOf(nodeIds)) await readHours({ db, index }, { nodeIds: page, fromHour: wordsFromHour })
    },
    turnTo(hour) {
      index.turnTo(hour)
      if (hour >= wordsFromHour) return
      wordsFromHour = hour
      after = ''
      isWhole = false
    },
    stop() {
      isStopped = true
    },
    isWhole: () => isWhole,
    isOnePage: () => index.size() < pageNodes,
    isPageDue: () => performance.now() - pageAtMs > pageEveryMs,
  }
}

function pagesOf(nodeIds: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(nodeIds.length / pageNodes) }, (_, page) => nodeIds.slice(page * pageNodes, (page + 1) * pageNodes))
}

/** Reads the hours in which these nodes are booked, and updates only these hours in the index. */
async function readHours({ db, index }: { db: Db; index: ListingIndex }, which: WhichHours): Promise<void> {
  if (which.nodeIds.length === 0) return
  const hoursOf = await listHours(db, which)
  for (const nodeId of which.nodeIds) {
    const node = index.node(nodeId)
    if (node !== null) index.put({ ...node, taken: notOffered(takenOf(hoursOf(nodeId)), node.lostGpus) })
  }
}

/** Nodes as read from the tables. `nodeIds` are the requested ids. `rows` has no row for a node that is no longer registered. */
type FetchedNodes = {
  readonly nodeIds: readonly string[]
  readonly rows: readonly MarketNodeRow[]
  readonly hoursOf: (nodeId: string) => HoursOfNode
}

/** Fetches nodes with their asks and their calendars (the booked hours). */
async function fetchNodes(db: Db, { nodeIds, fromHour }: WhichHours): Promise<FetchedNodes> {
  if (nodeIds.length === 0) return { nodeIds, rows: [], hoursOf: () => ({ words: [], reservations: [], ends: [] }) }
  const [rows, hoursOf] = await Promise.all([listMarketNodes(db, { nodeIds }), listHours(db, { nodeIds, fromHour })])
  return { nodeIds, rows, hoursOf }
}

/** Puts nodes into the index, and removes nodes that are no longer registered. */
function putNodes(index: ListingIndex, { nodeIds, rows, hoursOf }: FetchedNodes): void {
  const gone = new Set(nodeIds)
  for (const row of rows) {
    gone.delete(row.nodeId)
    index.put(marketNodeOf(row, { ...hoursOf(row.nodeId), ...namesIn(index.catalogue(), row), feeBps: index.feeBps() }))
  }
  for (const nodeId of gone) index.remove(nodeId)
}
