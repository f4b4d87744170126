import type { JournalRowWire, NetworkNodesQueryWire } from '@infinitio/domain/wire'
import {
  getBlock,
  getJournalHead,
  getNetwork,
  getOrder,
  getPublicAccount,
  getPublicLease,
  listBlocks,
  listNetworkNodes,
  listPublicLeases,
  listTransactions,
  readJournal,
  type Transport,
} from '@infinitio/sdk'
import { getEmission, getEpochBoard } from '@infinitio/sdk/emission'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The number of items on one page of a list in the explorer. */
export const pageItems = 25

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null }

/** The query of a list with several pages. It fetches the next page when the user asks for more. */
export type Pages<Item> = ReturnType<typeof pages<Item>>

function pages<Item>(key: readonly unknown[], read: (cursor: { cursor?: string }) => Promise<Page<Item>>) {
  return infiniteQueryOptions({
    queryKey: ['explorer', ...key],
    queryFn: ({ pageParam }) => read(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Item>) => last.nextCursor,
  })
}

/** Query for the counts of the machines of the network. */
export const networkQuery = (api: Transport) => queryOptions({ queryKey: ['explorer', 'network'], queryFn: () => getNetwork(api) })

/** Query for the registered nodes of an area or a provider. */
export const nodesQuery = (api: Transport, where: Pick<NetworkNodesQueryWire, 'region' | 'country' | 'city' | 'provider'> = {}) =>
  pages(['nodes', where], (page) => listNetworkNodes(api, { ...where, ...page, limit: pageItems }))

/** Query for the leases of all accounts, or of one account. */
export const publicLeasesQuery = (api: Transport, of: { account?: string } = {}) =>
  pages(['leases', of], (page) => listPublicLeases(api, { ...of, ...page, limit: pageItems }))

/** Blocks. */
export const blocksQuery = (api: Transport) => pages(['blocks'], (page) => listBlocks(api, { ...page, limit: pageItems }))

/** Query for the transactions of all blocks, or of one block. */
export const transactionsQuery = (api: Transport, of: { block?: number } = {}) =>
  pages(['transactions', of], (page) => listTransactions(api, { ...of, ...page, limit: pageItems }))

/**
 * Query for the entries of the journal, newest first. The API returns rows in ascending order, so a page consists of the rows up to its cursor, in reverse
 * order.
 */
export const journalQuery = (api: Transport) =>
  pages(['journal'], async ({ cursor }) => {
    const to = BigInt(cursor ?? (await getJournalHead(api)).seq)
    const from = to > BigInt(pageItems) ? to - BigInt(pageItems) + 1n : 1n
    const items: JournalRowWire[] = []
    if (to === 0n) return { items, nextCursor: null }
    for await (const row of readJournal(api, { from, rowsAtOnce: pageItems })) {
      if (BigInt(row.seq) > to) break
      items.unshift(row)
      if (BigInt(row.seq) === to) break
    }
    return { items, nextCursor: from > 1n ? `${from - 1n}` : null }
  })

/** Query for one block. */
export const blockQuery = (api: Transport, number: string) =>
  queryOptions({ queryKey: ['explorer', 'block', number], queryFn: () => getBlock(api, number) })

/** Query for the public data of one lease, which the chain stores. */
export const publicLeaseQuery = (api: Transport, leaseId: string) =>
  queryOptions({ queryKey: ['explorer', 'lease', leaseId], queryFn: () => getPublicLease(api, leaseId) })

/** Query for the data that the chain stores about an account. */
export const publicAccountQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['explorer', 'account', account], queryFn: () => getPublicAccount(api, account) })

/** Query for an order of the book. */
export const publicOrderQuery = (api: Transport, hash: string) =>
  queryOptions({ queryKey: ['explorer', 'order', hash], queryFn: () => getOrder(api, hash) })

/** The interval between two fetches of epochs and signatures, in milliseconds. No event stream reports them. */
const epochsEveryMs = 10_000

/** Query for the last valid epochs (hours for which machines were paid) and the validators that may sign their payments. */
export const epochsQuery = (api: Transport) =>
  queryOptions({ queryKey: ['explorer', 'epochs'], queryFn: () => getEmission(api), refetchInterval: epochsEveryMs })

/** Query for the signatures of the last day with which validators confirmed the payments of epochs (hours of serving). */
export const epochBoardQuery = (api: Transport) =>
  queryOptions({ queryKey: ['explorer', 'epochBoard'], queryFn: () => getEpochBoard(api), refetchInterval: epochsEveryMs })
