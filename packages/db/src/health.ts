// How far three processes are behind: the follower copies the chain, the matcher matches orders, and the worker sends transactions. Health pages read their
// status rows.
import { nullable, oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'
import { commandSources } from './matcher.ts'
import { nodeStateColumn } from './nodes.ts'
import { relayWaits } from './relays/relayState.ts'
import { senderRests } from './worker/workerStatus.ts'

const engineHealthRow = rowOf({
  headNumber: nullable(tables.follower_checkpoint.head_number),
  finalNumber: nullable(tables.follower_checkpoint.final_number),
  followerChainOk: nullable(tables.follower_checkpoint.chain_ok),
  followerSeenAt: nullable(tables.follower_checkpoint.updated_at),
  matcherSeenAt: nullable(tables.matcher_status.updated_at),
  unsettled: nullable(tables.matcher_status.unsettled),
  paused: nullable(tables.matcher_status.paused),
  /**
   * How many milliseconds the clock of the matcher's computer is ahead of the steady time that the matcher uses instead. Null while the matcher trusts that
   * clock.
   */
  clockAheadMs: tables.matcher_status.clock_ahead_ms,
  waitingCommands: 'int8',
  /** Time at which the oldest waiting command was accepted. */
  oldestWaitingAt: 'timestamptz?',
})

/**
 * How far the engine is behind. `headNumber` and `finalNumber` are the numbers of the newest applied block and of the newest final one. `waitingCommands` is
 * the number of command ids of the API after the last one that is in the journal.
 */
export type EngineHealth = RowOf<typeof engineHealthRow>

const engineHealth = statement(
  engineHealthRow,
  `select c.head_number as "headNumber", c.final_number as "finalNumber", c.chain_ok as "followerChainOk", c.updated_at as "followerSeenAt",
     m.updated_at as "matcherSeenAt", m.unsettled, m.paused, m.clock_ahead_ms as "clockAheadMs",
     coalesce((select max(id) from api_commands), 0) - coalesce((select last_id from cursors where source = 'api'), 0) as "waitingCommands",
     (select min(created_at) from api_commands where id > coalesce((select last_id from cursors where source = 'api'), 0)) as "oldestWaitingAt"
   from (select 1) one left join follower_checkpoint c on c.id = 1 left join matcher_status m on m.id = 1`,
)

/** Returns how far the engine is behind, from the status rows that it writes itself. Takes no lock. */
export async function readEngineHealth(db: Queryable): Promise<EngineHealth> {
  return engineHealth.only(db, [])
}

const commandLagRow = rowOf({ source: oneOf('text', commandSources), waiting: 'int8', oldestAt: 'timestamptz?' })

/** The number of commands of one table that wait for the matcher, and the time of the oldest. */
export type CommandLag = RowOf<typeof commandLagRow>

const commandLag = statement(
  commandLagRow,
  `with taken as (select (select last_id from cursors where source = 'api') as api, (select last_id from cursors where source = 'chain') as chain,
     (select last_id from cursors where source = 'worker') as worker, (select last_id from cursors where source = 'admin') as admin)
   select 'api' as source, count(*) as waiting, min(created_at) as "oldestAt" from api_commands, taken where id > coalesce(api, 0)
   union all select 'chain', count(*), min(created_at) from chain_commands, taken where id > coalesce(chain, 0)
   union all select 'worker', count(*), min(created_at) from worker_commands, taken where id > coalesce(worker, 0)
   union all select 'admin', count(*), min(created_at) from admin_commands, taken where id > coalesce(admin, 0)`,
)

/**
 * Returns, for each command table, how many commands wait for the matcher, and the time of the oldest one. Index: the primary keys of the command tables,
 * cursors (source). Takes no lock.
 */
export async function listCommandLag(db: Queryable): Promise<CommandLag[]> {
  return commandLag.rows(db, [])
}

const senderHealthRow = rowOf({
  sender: tables.worker_status.sender,
  chainOk: tables.worker_status.chain_ok,
  balance: tables.worker_status.balance,
  transactionsLeft: tables.worker_status.transactions_left,
  lowGas: tables.worker_status.low_gas,
  rest: oneOf(tables.worker_status.rest, senderRests),
  inFlight: tables.worker_status.in_flight,
  nonceGap: tables.worker_status.nonce_gap,
  openTransactions: 'int4',
  oldestOpenAt: 'timestamptz?',
  seenAt: tables.worker_status.updated_at,
})

/** The state of one sender key. `openTransactions` and `oldestOpenAt` cover its transactions that are in no block. */
export type SenderHealth = RowOf<typeof senderHealthRow>

const healthOfSenders = statement(
  senderHealthRow,
  `select w.sender, w.chain_ok as "chainOk", w.balance, w.transactions_left as "transactionsLeft", w.low_gas as "lowGas", w.rest,
     w.in_flight as "inFlight", w.nonce_gap as "nonceGap", w.updated_at as "seenAt",
     (select count(*)::integer from transactions t where t.sender = w.sender and t.state in ('stored', 'broadcast')) as "openTransactions",
     (select min(t.created_at) from transactions t where t.sender = w.sender and t.state in ('stored', 'broadcast')) as "oldestOpenAt"
   from worker_status w order by w.sender`,
)

/**
 * Returns every sender key that ever reported, by address. A key that is no longer used has an old `seenAt`. A key with open transactions and an old `seenAt`
 * should raise an alarm, because no process sends its transactions. Indexes: worker_status (sender), transactions (state, id). Takes no lock.
 */
export async function listSenderHealth(db: Queryable): Promise<SenderHealth[]> {
  return healthOfSenders.rows(db, [])
}

const processLagRow = rowOf({
  headNumber: nullable(tables.follower_checkpoint.head_number),
  headTime: nullable(tables.blocks.timestamp),
  finalNumber: nullable(tables.follower_checkpoint.final_number),
  chainOk: nullable(tables.follower_checkpoint.chain_ok),
  reorgs: nullable(tables.follower_checkpoint.reorgs),
  followerSeenAt: nullable(tables.follower_checkpoint.updated_at),
  journalSeq: nullable(tables.matcher_status.last_seq),
  matcherSeenAt: nullable(tables.matcher_status.updated_at),
  paused: nullable(tables.matcher_status.paused),
  /** The market's mode, set by the operator: open, halted or cancel_only. */
  mode: nullable(tables.matcher_status.mode),
  unsettled: 'int8',
  /** Time of the oldest match (of an ask and a bid) that is not settled on the chain yet, in Unix milliseconds. */
  oldestUnsettledAtMs: 'int8?',
  relaysWaiting: 'int8',
  oldestRelayAt: 'timestamptz?',
  /** The numbers of nodes that respond (`answeringNodes`), that do not respond (`suspectNodes`), and that are lost (`lostNodes`). */
  answeringNodes: 'int8',
  suspectNodes: 'int8',
  lostNodes: 'int8',
})

/**
 * How far three processes are behind, from the rows that they write: the follower (copies the chain), the matcher (matches orders) and the worker (sends
 * transactions). `headNumber` and `finalNumber` are the numbers of the newest applied block and of the newest final one; `headTime` is the time of the newest
 * applied block in Unix seconds.
 */
export type ProcessLag = RowOf<typeof processLagRow>

const processLag = statement(
  processLagRow,
  `select c.head_number as "headNumber", b.timestamp as "headTime", c.final_number as "finalNumber", c.chain_ok as "chainOk", c.reorgs,
     c.updated_at as "followerSeenAt", m.last_seq as "journalSeq", m.updated_at as "matcherSeenAt", m.paused, m.mode, s.unsettled,
     s.oldest_at_ms as "oldestUnsettledAtMs", r.waiting as "relaysWaiting", r.oldest_at as "oldestRelayAt", n.answering as "answeringNodes",
     n.suspect as "suspectNodes", n.lost as "lostNodes"
   from (select count(*) as unsettled, min(created_at_ms) as oldest_at_ms from settlements where state = 'unsettled') s
     cross join (select count(*) as waiting, min(created_at) as oldest_at
       from (select id, kind, created_at from relays order by seq desc limit 1000) relays where ${relayWaits}) r
     cross join (select count(*) filter (where state = 'answering') as answering, count(*) filter (where state = 'suspect') as suspect,
       count(*) filter (where state = 'lost') as lost from (select ${nodeStateColumn} as state from node_heartbeats h) states) n
     left join follower_checkpoint c on c.id = 1 left join blocks b on b.number = c.head_number left join matcher_status m on m.id = 1`,
)

/**
 * Returns how far the follower (copies the chain), the matcher and the worker (sends transactions) are behind, read in one statement. Only the newest 1,000
 * relays (signed messages) are searched for waiting ones. Index: settlements (state, match_id), transactions (relay_id), relays (seq). Takes no lock.
 */
export async function readProcessLag(db: Queryable): Promise<ProcessLag> {
  return processLag.only(db, [])
}
