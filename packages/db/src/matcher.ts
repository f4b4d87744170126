// The matcher's fence (a number that keeps an earlier matcher from writing), waiting commands, cursors and status. The matcher (role infinitio_matcher) writes
// `fence`, `cursors`, `skipped_commands` and `matcher_status`; the API and health pages read the status.
import { textArray } from './client/binaryArray.ts'
import { oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const fenceLocked = statement(rowOf({ value: tables.fence.value }), 'select value from fence where id = 1 for share', { prepared: true })

/**
 * Returns the value of the fence (a number; a matcher with a lower number cannot write the journal). Locks the row of the fence `for share` until the journal
 * transaction ends, so that no other matcher can take over before then.
 */
export async function lockFence(tx: Queryable): Promise<bigint> {
  const { value } = await fenceLocked.only(tx, [])
  return value
}

const fenceRaised = statement(rowOf({ value: tables.fence.value }), 'update fence set value = value + 1 where id = 1 returning value')

/**
 * Takes over the journal: raises the fence (the number that a matcher needs to write the journal) and returns its new value. Afterwards no other matcher can
 * commit. Waits for an open journal transaction. Locks the row of fence.
 */
export async function raiseFence(tx: Queryable): Promise<bigint> {
  const { value } = await fenceRaised.only(tx, [])
  return value
}

/** The sources of the matcher's commands. Each source is a table, and the matcher reads the tables in this order. */
export const commandSources = ['chain', 'worker', 'admin', 'api'] as const

/** The name of one source of the matcher's commands. */
export type CommandSource = (typeof commandSources)[number]

/** For each source, the id of the last command that is in the journal. */
export type Cursors = Record<CommandSource, bigint>

/** A command that waits for the matcher. `payload` is its canonical JSON. */
export interface NewCommand {
  source: CommandSource
  id: bigint
  payload: string
}

const waitingCommands = statement(
  rowOf({ place: 'int4', source: oneOf('text', commandSources), id: 'int8', payload: 'text' }),
  `select * from (
     (select 1 as place, 'chain' as source, id, payload from chain_commands where id > $1 order by id limit $5)
     union all (select 2, 'worker', id, payload from worker_commands where id > $2 order by id limit $6)
     union all (select 3, 'admin', id, payload from admin_commands where id > $3 order by id limit $7)
     union all (select 4, 'api', id, payload from api_commands where id > $4 order by id limit $8)
   ) as waiting order by place, id`,
)

/**
 * Lists the commands that are not in the journal yet, because their ids are above the cursors. First come chain commands, then worker, admin and api commands,
 * each in id order and up to its limit. One statement reads all of them. Indexes: the primary keys of the four tables. Takes no lock (writers assign ids under
 * the append lock).
 */
export async function listNewCommands(
  db: Queryable,
  { cursors, limits }: { cursors: Cursors; limits: Record<CommandSource, number> },
): Promise<NewCommand[]> {
  return waitingCommands.rows(db, [cursors.chain, cursors.worker, cursors.admin, cursors.api, limits.chain, limits.worker, limits.admin, limits.api])
}

const storedCursors = statement(
  rowOf({ source: tables.cursors.source, last_id: tables.cursors.last_id }),
  'select source, last_id from cursors order by source',
)

/** Returns, for each command table, the id of the last command that is in the journal. Index: cursors (source). Takes no lock. */
export async function readCursors(db: Queryable): Promise<Cursors> {
  const rows = await storedCursors.rows(db, [])
  const found = new Map(rows.map((row) => [row.source, row.last_id]))
  return Object.fromEntries(
    commandSources.map((source) => {
      const lastId = found.get(source)
      if (lastId === undefined) throw new Error(`no cursor for ${source}`)
      return [source, lastId]
    }),
  ) as Cursors
}

/**
 * Stores, for each source, the id of the last command that is in the journal (its cursor). Call it in the transaction that writes the journal rows. Index:
 * cursors (source). Locks its rows.
 */
export async function saveCursors(tx: Queryable, cursors: Cursors): Promise<void> {
  await tx.query(
    'update cursors set last_id = new.last_id from unnest($1::text[], $2::bigint[]) as new (source, last_id) where cursors.source = new.source',
    [commandSources, commandSources.map((source) => cursors[source])],
    { prepared: true },
  )
}

/**
 * Stores that the matching code threw an error for this api command. After its next start, the matcher skips the command. Index: skipped_commands
 * (api_command_id).
 */
export async function insertSkippedCommand(db: Queryable, { id, error }: { id: bigint; error: string }): Promise<void> {
  await db.query('insert into skipped_commands (api_command_id, error) values ($1, $2) on conflict (api_command_id) do nothing', [id, error])
}

const skippedCommands = statement(
  rowOf({ id: tables.skipped_commands.api_command_id }),
  'select api_command_id as id from skipped_commands where api_command_id > $1',
)

/** Lists the ids of api commands above `afterId` that the matcher must skip. Index: skipped_commands (api_command_id). Takes no lock. */
export async function listSkippedCommands(db: Queryable, { afterId }: { afterId: bigint }): Promise<Set<bigint>> {
  const rows = await skippedCommands.rows(db, [afterId])
  return new Set(rows.map((row) => row.id))
}

const matcherStatusRow = rowOf({
  lastSeq: tables.matcher_status.last_seq,
  bookHash: tables.matcher_status.book_hash,
  unsettled: tables.matcher_status.unsettled,
  paused: tables.matcher_status.paused,
  updatedAt: tables.matcher_status.updated_at,
})

/** The last state that the matcher stored. */
export type MatcherStatus = RowOf<typeof matcherStatusRow>

const matcherStatus = statement(
  matcherStatusRow,
  'select last_seq as "lastSeq", book_hash as "bookHash", unsettled, paused, updated_at as "updatedAt" from matcher_status where id = 1',
)

/** Returns the state of the matcher, or null before its first journal transaction. Takes no lock. */
export async function readMatcherStatus(db: Queryable): Promise<MatcherStatus | null> {
  return matcherStatus.first(db, [])
}

/** The state of the matcher to store. `mode` is the mode of the market: open, halted or cancel_only. */
export interface NewMatcherStatus {
  lastSeq: bigint
  bookHash: string | null
  unsettled: number
  paused: boolean
  mode: string
  generation: number
}

/**
 * Stores the state of the matcher for health pages: the last journal row, the number of unsettled matches, whether commands from the API must wait (`paused`),
 * and the operator's mode. `bookHash` is the hash of the order book at `lastSeq`. If it is null, because it was not calculated, the stored hash is removed.
 */
export async function saveMatcherStatus(tx: Queryable, { lastSeq, bookHash, unsettled, paused, mode, generation }: NewMatcherStatus): Promise<void> {
  await tx.query(
    `insert into matcher_status (id, last_seq, book_hash, unsettled, paused, mode, generation, updated_at) values (1, $1, $2, $3, $4, $5, $6, now())
     on conflict (id) do update set last_seq = excluded.last_seq, book_hash = excluded.book_hash, unsettled = excluded.unsettled,
       paused = excluded.paused, mode = excluded.mode, generation = excluded.generation, updated_at = excluded.updated_at`,
    [lastSeq, bookHash, unsettled, paused, mode, generation],
    { prepared: true },
  )
}

/** Stores that the matcher is running now. Index: matcher_status (id). Locks its row. */
export async function touchMatcher(db: Queryable): Promise<void> {
  await db.query('update matcher_status set updated_at = now() where id = 1', [], { prepared: true })
}

/**
 * Stores by how many milliseconds the matcher's wall clock is ahead while the matcher does not trust that clock; null while it trusts the clock. Index:
 * matcher_status (id). Locks its row.
 */
export async function saveClockAhead(db: Queryable, { aheadMs }: { aheadMs: number | null }): Promise<void> {
  await db.query('update matcher_status set clock_ahead_ms = $1 where id = 1', [aheadMs === null ? null : Math.round(aheadMs)])
}

/**
 * The states of the market that can be reasons to refuse a new order. `mode` is set by the operator: open, halted or cancel_only. `paused` is true while the
 * engine waits for the chain. `blocked` has the blocked accounts among those that were asked for.
 */
export interface MarketGates {
  mode: string
  paused: boolean
  blocked: ReadonlySet<string>
}

const marketGates = statement(
  rowOf({ mode: 'text', paused: 'bool', blocked: 'text[]' }),
  `select coalesce(m.mode, 'open') as mode, coalesce(m.paused, false) as paused,
     array(select account from book_accounts where account = any($1::text[]) and blocked) as blocked
   from (select 1) one left join matcher_status m on m.id = 1`,
)

/**
 * Returns the market's mode and pause, and, from the given accounts, those that are blocked. The market counts as open before the engine runs for the first
 * time. Index: book_accounts (account). Takes no lock.
 */
export async function readMarketGates(db: Queryable, { accounts }: { accounts: readonly string[] }): Promise<MarketGates> {
  const row = await marketGates.only(db, [textArray(accounts)])
  return { mode: row.mode, paused: row.paused, blocked: new Set(row.blocked) }
}
