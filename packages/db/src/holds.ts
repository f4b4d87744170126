// Holds: for some minutes, a machine is kept free, or its price is kept, for one account. The matcher (role infinitio_matcher) writes the table `holds`; the
// API reads it.
import { oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const { holds } = tables

const holdStates = ['held', 'used', 'released', 'expired', 'rejected'] as const

/** The state of a hold, which keeps a machine free or keeps its price for one account. */
export type HoldState = (typeof holdStates)[number]

const holdRow = rowOf({
  holdId: holds.hold_id,
  account: holds.account,
  /** Null if the hold (reservation) was rejected. */
  nodeId: holds.node_id,
  askHash: holds.ask_hash,
  gpus: holds.gpus,
  durationSeconds: holds.duration_seconds,
  funded: holds.funded,
  pricePerGpuSecond: holds.price_per_gpu_second,
  amount: holds.amount,
  state: oneOf(holds.state, holdStates),
  code: holds.code,
  expiresAtMs: holds.expires_at_ms,
  createdAtMs: holds.created_at_ms,
})

/**
 * The matcher's result for a hold (a reservation of a machine or its price). Price and amount are in PToken base units; `amount` is 0 for an unfunded hold.
 * Times are in ms of the wall clock.
 */
export type HoldRow = RowOf<typeof holdRow>

const holdColumns = `hold_id as "holdId", account, node_id as "nodeId", ask_hash as "askHash", gpus, duration_seconds as "durationSeconds", funded,
  price_per_gpu_second as "pricePerGpuSecond", amount, state, code, expires_at_ms as "expiresAtMs", created_at_ms as "createdAtMs"`

const holdById = statement(holdRow, `select ${holdColumns} from holds where hold_id = $1`)

/**
 * Returns one hold (GPUs or a price that the market reserves for an account), or null if the matcher has not processed it yet. Index: holds (hold_id). Takes no
 * lock.
 */
export function findHold(db: Queryable, { holdId }: { holdId: string }): Promise<HoldRow | null> {
  return holdById.first(db, [holdId])
}

const holdsByIds = statement(holdRow, `select ${holdColumns} from holds where hold_id = any($1::text[])`)

/** Returns holds by id, without those that the matcher has not processed. Index: holds (hold_id). Takes no lock. */
export async function listHolds(db: Queryable, { holdIds }: { holdIds: readonly string[] }): Promise<Map<string, HoldRow>> {
  if (holdIds.length === 0) return new Map()
  const rows = await holdsByIds.rows(db, [holdIds])
  return new Map(rows.map((row) => [row.holdId, row]))
}

const countedHolds = statement(
  rowOf({ createdAtMs: holds.created_at_ms }),
  `select created_at_ms as "createdAtMs" from holds
   where account = $1 and created_at_ms > $2 and funded and state not in ('rejected', 'used') order by created_at_ms desc`,
)

/**
 * Returns the times, newest first, of the funded holds that count against the account's hourly limit and were made since `sinceMs`. All times are in ms of the
 * wall clock. Rejected holds, and holds that a bid used, do not count. Index: holds (account, created_at_ms). Takes no lock.
 */
export async function listCountedHolds(db: Queryable, { account, sinceMs }: { account: string; sinceMs: number }): Promise<number[]> {
  const rows = await countedHolds.rows(db, [account, sinceMs])
  return rows.map(({ createdAtMs }) => Number(createdAtMs))
}

const liveHolds = statement(
  holdRow,
  `select ${holdColumns} from holds where account = $1 and created_at_ms > $2 and state = 'held' and expires_at_ms > $3 order by created_at_ms desc, hold_id`,
)

/**
 * Returns the holds (reservations) of an account that are valid at `nowMs`, newest first. It reads only holds made after `sinceMs`; both are ms of the wall
 * clock. Index: holds (account, created_at_ms). Takes no lock.
 */
export function listLiveHolds(db: Queryable, { account, sinceMs, nowMs }: { account: string; sinceMs: number; nowMs: number }): Promise<HoldRow[]> {
  return liveHolds.rows(db, [account, sinceMs, nowMs])
}

/** Adds holds in one statement. An existing hold does not change. Index: holds (hold_id). */
export async function insertHolds(tx: Queryable, rows: readonly HoldRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `insert into holds (hold_id, account, node_id, ask_hash, gpus, duration_seconds, funded, price_per_gpu_second, amount, state, code, expires_at_ms, created_at_ms)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::boolean[], $8::numeric[], $9::numeric[],
       $10::text[], $11::text[], $12::bigint[], $13::bigint[])
     on conflict (hold_id) do nothing`,
    [
      rows.map((hold) => hold.holdId),
      rows.map((hold) => hold.account),
      rows.map((hold) => hold.nodeId),
      rows.map((hold) => hold.askHash),
      rows.map((hold) => hold.gpus),
      rows.map((hold) => hold.durationSeconds),
      rows.map((hold) => hold.funded),
      rows.map((hold) => hold.pricePerGpuSecond),
      rows.map((hold) => hold.amount),
      rows.map((hold) => hold.state),
      rows.map((hold) => hold.code),
      rows.map((hold) => hold.expiresAtMs),
      rows.map((hold) => hold.createdAtMs),
    ],
  )
}

/** A new state of a hold (a reservation). `code` is the error code of a rejected hold. */
export interface HoldChange {
  holdId: string
  state: HoldState
  code: string | null
}

const changedHolds = statement(
  rowOf({ hold_id: holds.hold_id }),
  `update holds h set state = new.state, code = new.code from unnest($1::text[], $2::text[], $3::text[]) as new (hold_id, state, code)
   where h.hold_id = new.hold_id returning h.hold_id`,
)

/** Changes the state of holds in one statement. No hold may occur twice. Throws if a hold is unknown. Index: holds (hold_id). */
export async function updateHolds(tx: Queryable, changes: readonly HoldChange[]): Promise<void> {
  if (changes.length === 0) return
  const changed = await changedHolds.rows(tx, [
    changes.map((change) => change.holdId),
    changes.map((change) => change.state),
    changes.map((change) => change.code),
  ])
  if (changed.length !== changes.length) throw new Error(`a hold is not in holds, of ${changes.map((change) => change.holdId).join(', ')}`)
}
