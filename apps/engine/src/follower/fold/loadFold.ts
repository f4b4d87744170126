import type { ChainEvent } from '@infinitio/chain'
import { type AccountRow, type BeforeImage, type LeaseRow, loadAccounts, loadLeases, loadWords, type Queryable, type WordRow } from '@infinitio/db'
import { hoursPerWord } from '@infinitio/domain'
import { type Fold, wordKey } from './fold.ts'
import { accountsNamed, leasesNamed, nodesNamed } from './foldKeys.ts'
import { createRowTable, type RowTable } from './rowTable.ts'

const SECONDS_PER_WORD = BigInt(hoursPerWord) * 3_600n

/** Reads every row that these logs can change, in three queries for any number of logs. */
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
