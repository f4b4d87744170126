import type { ChainEvent } from '@infinitio/chain'
import {
  type AccountRow,
  type BeforeImage,
  type LeaseRow,
  loadAccounts,
  loadLeases,
  loadWords,
  type Queryable,
  saveFoldedRows,
  type WordRow,
} from '@infinitio/db'
import { hoursPerWord } from '@infinitio/domain'
import { type Fold, wordKey } from './fold.ts'
import { createRowTable, type RowTable } from './rowTable.ts'

const SECONDS_PER_WORD = BigInt(hoursPerWord) * 3_600n

/** Reads the rows of leases, accounts and calendars that these events can change, with at most three queries. */
export async function loadFold(tx: Queryable, events: readonly ChainEvent[]): Promise<Fold> {
  const images: BeforeImage[] = []
  const leaseIds = new Set(leasesNamed(events))
  const leases = await loadLeases(tx, { leaseIds: [...leaseIds] })
  return {
    leases: createRowTable<LeaseRow>({
      table: 'leases',
      isLoaded: (key) => leaseIds.has(BigInt(key)),
      rows: leases,
      keyOf: ({ leaseId }) => String(leaseId),
      keyColumns: ({ leaseId }) => ({ leaseId }),
      images,
    }),
    accounts: await loadAccountTable(tx, { names: accountsNamed(events, leases), images }),
    words: await loadWordTable(tx, { nodes: nodesNamed(events, leases), images }),
    lines: [],
    images,
  }
}

async function loadAccountTable(
  tx: Queryable,
  { names, images }: { names: readonly string[]; images: BeforeImage[] },
): Promise<RowTable<AccountRow>> {
  const loaded = new Set(names)
  return createRowTable<AccountRow>({
    table: 'chain_accounts',
    isLoaded: (key) => loaded.has(key),
    rows: await loadAccounts(tx, { accounts: names }),
    keyOf: ({ account }) => account,
    keyColumns: ({ account }) => ({ account }),
    images,
  })
}

type NamedNodes = { nodes: ReturnType<typeof nodesNamed>; images: BeforeImage[] }

async function loadWordTable(tx: Queryable, { nodes, images }: NamedNodes): Promise<RowTable<WordRow>> {
  const nodeIds = nodes?.nodeIds ?? []
  const fromIndex = (nodes?.earliest ?? 0n) / SECONDS_PER_WORD
  const loaded = new Set(nodeIds)
  return createRowTable<WordRow>({
    table: 'node_calendar',
    isLoaded: (key) => loaded.has(key.slice(0, key.indexOf('/'))),
    rows: await loadWords(tx, { nodeIds, fromIndex }),
    keyOf: ({ nodeId, wordIndex }) => wordKey(nodeId, wordIndex),
    keyColumns: ({ nodeId, wordIndex }) => ({ nodeId, wordIndex }),
    images,
  })
}

/** Returns the ids of the leases that these events are about. */
function leasesNamed(events: readonly ChainEvent[]): bigint[] {
  return [...new Set(events.flatMap((event) => ('leaseId' in event ? [event.leaseId as bigint] : [])))]
}

/**
 * Returns the accounts whose rows these events and their leases may change. It may also return accounts that do not change; each of these costs only one more
 * look-up.
 */
function accountsNamed(events: readonly ChainEvent[], leases: readonly LeaseRow[]): string[] {
  const named = new Set<string>()
  for (const event of events) {
    for (const field of ['account', 'relayer', 'to', 'owner'] as const) {
      const value = (event as Partial<Record<typeof field, string>>)[field]
      if (value !== undefined) named.add(value)
    }
    if (event.name === 'FeesSwept') for (const account of event.accounts) named.add(account)
    if (event.name === 'Settled') for (const party of [event.terms.renter, event.terms.provider]) named.add(party)
  }
  for (const { renter, provider, holder } of leases) for (const party of [renter, provider, holder]) named.add(party)
  return [...named]
}

/**
 * Returns the nodes whose booked hours may change by these events and leases, and the earliest start of the leases. Returns null if there are no such nodes.
 */
function nodesNamed(events: readonly ChainEvent[], leases: readonly LeaseRow[]): { nodeIds: string[]; earliest: bigint } | null {
  const windows = leases.map(({ nodeId, startAt }) => ({ nodeId, startAt }))
  for (const event of events) if (event.name === 'Settled') windows.push({ nodeId: event.terms.node, startAt: event.terms.start })
  const [first] = windows
  if (first === undefined) return null
  const earliest = windows.reduce((least, { startAt }) => (startAt < least ? startAt : least), first.startAt)
  return { nodeIds: [...new Set(windows.map(({ nodeId }) => nodeId))], earliest }
}

/**
 * Stores the rows that the events changed, with their earlier values, from which the changes can be undone. The fold (the rows in memory) must not be used
 * afterwards.
 */
export function saveFold(tx: Queryable, { leases, accounts, words, lines, images }: Fold): Promise<void> {
  return saveFoldedRows(tx, { leases: leases.changed(), accounts: accounts.changed(), words: words.changed(), lines, images })
}
