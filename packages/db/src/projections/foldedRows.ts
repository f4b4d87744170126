// Rows that the follower calculates from chain events in memory and then stores in bulk. The follower (role infinitio_follower) writes `leases`,
// `chain_accounts`, `node_calendar`, `chain_statement` and `projection_undo`.
import { columnOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { setUndoPosition } from '../follower/undo.ts'
import { tables } from '../generated/tables.ts'
import type { StatementLine } from './chainAccounts.ts'
import { leaseColumns, type LeaseRow, leaseRow } from './leases.ts'

const accountRow = rowOf({
  account: tables.chain_accounts.account,
  balance: tables.chain_accounts.balance,
  fees: tables.chain_accounts.fees,
  /** The account's nonce floor: every order with a lower nonce is cancelled. */
  floor: tables.chain_accounts.floor,
  /** The bond that the account has locked as a provider. */
  bonded: tables.chain_accounts.bonded,
  updatedBlock: tables.chain_accounts.updated_block,
})

/** A row of chain_accounts: the amounts of an account in the Market contract, in PToken base units. */
export type AccountRow = RowOf<typeof accountRow>

const wordRow = rowOf({
  nodeId: tables.node_calendar.node_id,
  wordIndex: tables.node_calendar.word_index,
  word: tables.node_calendar.word,
  updatedBlock: tables.node_calendar.updated_block,
})

/** A row of node_calendar. A row has one 32-byte word with 64 counters of 4 bits, which count the booked GPUs of 64 hours. */
export type WordRow = RowOf<typeof wordRow>

/** The tables whose rows the follower calculates in memory and stores in bulk. */
export type FoldedTable = 'leases' | 'chain_accounts' | 'node_calendar'

/**
 * A row as it was before a block changed it for the first time. It is stored so that the block can be undone. It is null if the row did not exist. `key` has
 * the row's key columns.
 */
export interface BeforeImage {
  blockNumber: bigint
  logIndex: number
  table: FoldedTable
  key: Partial<LeaseRow & AccountRow & WordRow>
  before: LeaseRow | AccountRow | WordRow | null
}

/**
 * The changes of consecutive blocks. `leases`, `accounts` and `words` have the rows as they are after the last block, and `lines` the new lines of account
 * statements. `images` has the rows as they were before, with which the changes can be undone.
 */
export interface FoldedRows {
  leases: readonly LeaseRow[]
  accounts: readonly AccountRow[]
  words: readonly WordRow[]
  lines: readonly StatementLine[]
  images: readonly BeforeImage[]
}

const leasesByIds = statement(leaseRow, `select ${leaseColumns} from leases where lease_id = any($1::bigint[])`)

/** Returns leases by id. Index: leases (lease_id). Takes no lock: only the follower (the process that copies the chain) writes the table. */
export async function loadLeases(tx: Queryable, { leaseIds }: { leaseIds: readonly bigint[] }): Promise<LeaseRow[]> {
  if (leaseIds.length === 0) return []
  return leasesByIds.rows(tx, [leaseIds])
}

const accountsByAddresses = statement(
  accountRow,
  'select account, balance, fees, floor, bonded, updated_block as "updatedBlock" from chain_accounts where account = any($1::text[])',
)

/**
 * Returns accounts of the Market by address. Index: chain_accounts (account). Takes no lock: only the follower (the process that copies the chain) writes the
 * table.
 */
export async function loadAccounts(tx: Queryable, { accounts }: { accounts: readonly string[] }): Promise<AccountRow[]> {
  if (accounts.length === 0) return []
  return accountsByAddresses.rows(tx, [accounts])
}

const wordsOfNodes = statement(
  wordRow,
  `select node_id as "nodeId", word_index as "wordIndex", word, updated_block as "updatedBlock" from node_calendar
   where node_id = any($1::text[]) and word_index >= $2`,
)

/**
 * Returns the words of nodes' calendars from word number `fromIndex` on; a word counts the booked GPUs of 64 hours. Index: node_calendar (node_id, word_index).
 * Takes no lock: only the follower (the process that copies the chain) writes the table.
 */
export async function loadWords(tx: Queryable, { nodeIds, fromIndex }: { nodeIds: readonly string[]; fromIndex: bigint }): Promise<WordRow[]> {
  if (nodeIds.length === 0) return []
  return wordsOfNodes.rows(tx, [nodeIds, fromIndex])
}

/** The key columns of the tables that the follower calculates in memory. */
const keys: Record<FoldedTable, readonly string[]> = {
  leases: ['lease_id'],
  chain_accounts: ['account'],
  node_calendar: ['node_id', 'word_index'],
}

/**
 * Stores the changes of consecutive blocks, with one statement for each table. The triggers store no earlier values here, because the changes contain them
 * already. Indexes: the primary keys. Locks the rows.
 */
export async function saveFoldedRows(tx: Queryable, { leases, accounts, words, lines, images }: FoldedRows): Promise<void> {
  await setUndoPosition(tx, null)
  await upsert(tx, 'leases', leases)
  await upsert(tx, 'chain_accounts', accounts)
  await upsert(tx, 'node_calendar', words)
  if (lines.length > 0) await insertRows(tx, { into: 'chain_statement', rows: lines, onConflict: '' })
  if (images.length === 0) return
  await tx.query(
    `insert into projection_undo (block_number, log_index, table_name, row_key, before)
     select number, log_index, name, key, before
     from unnest($1::bigint[], $2::integer[], $3::text[], $4::jsonb[], $5::jsonb[]) with ordinality as new (number, log_index, name, key, before, place)
     order by place`,
    [
      images.map((image) => image.blockNumber),
      images.map((image) => image.logIndex),
      images.map((image) => image.table),
      images.map((image) => rowText(image.key)),
      images.map((image) => (image.before === null ? null : rowText(image.before))),
    ],
  )
}

function upsert(tx: Queryable, table: FoldedTable, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return Promise.resolve()
  const changed = Object.keys(first)
    .map(columnOf)
    .filter((column) => !keys[table].includes(column))
  const assignments = changed.map((column) => `${column} = excluded.${column}`).join(', ')
  return insertRows(tx, { into: table, rows, onConflict: `on conflict (${keys[table].join(', ')}) do update set ${assignments}` })
}

/** Inserts rows. The statement names the columns, so a column that a later release adds gets its default value. */
async function insertRows(tx: Queryable, { into, rows, onConflict }: { into: string; rows: readonly object[]; onConflict: string }): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map(columnOf)
    .join(', ')
  const text = `[${rows.map(rowText).join(',')}]`
  await tx.query(`insert into ${into} (${columns}) select ${columns} from jsonb_populate_recordset(null::${into}, $1::jsonb) ${onConflict}`, [text])
}

/** Returns a row as JSON for jsonb_populate_record, with the names of the database's columns. Bigints become decimal strings, which are exact. */
function rowText(row: object): string {
  const columns = Object.entries(row).map(([field, value]) => [columnOf(field), typeof value === 'bigint' ? value.toString() : value] as const)
  return JSON.stringify(Object.fromEntries(columns))
}
