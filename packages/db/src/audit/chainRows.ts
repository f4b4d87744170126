// Reads full tables of the chain's state for an audit: accounts, session keys, leases, calendars and statements, which the follower fills from the chain. An
// audit compares the whole database with the journal and the chain.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { chainSessionRow, type ChainSessionRow } from '../projections/chainSessions.ts'
import { leaseColumns, leaseRow, type LeaseRow } from '../projections/leases.ts'

const chainAccountRow = rowOf({
  account: tables.chain_accounts.account,
  balance: tables.chain_accounts.balance,
  fees: tables.chain_accounts.fees,
  floor: tables.chain_accounts.floor,
  bonded: tables.chain_accounts.bonded,
})

/** An account in the Market contract, as the follower (which copies chain events into the database) has calculated it, in PToken base units. */
export type ChainAccountRow = RowOf<typeof chainAccountRow>

const allAccounts = statement(chainAccountRow, 'select account, balance, fees, floor, bonded from chain_accounts order by account')

/** Returns every account of the Market. Only for audits, because it reads the whole table. Takes no lock. */
export async function listChainAccounts(db: Queryable): Promise<ChainAccountRow[]> {
  return allAccounts.rows(db, [])
}

const allSessions = statement(
  chainSessionRow,
  `select account, key, total_left as "totalLeft", day_cap as "dayCap", spent_today as "spentToday", spent_on as "spentOn", expiry, revoked,
   updated_block as "updatedBlock" from chain_sessions order by account, key`,
)

/** Returns every session key. Only for audits, because it reads the whole table. Takes no lock. */
export async function listAllSessions(db: Queryable): Promise<ChainSessionRow[]> {
  return allSessions.rows(db, [])
}

const allLeases = statement(leaseRow, `select ${leaseColumns} from leases order by lease_id`)

/** Returns every lease, oldest first. Only for audits, because it reads the whole table. Takes no lock. */
export async function listLeaseRows(db: Queryable): Promise<LeaseRow[]> {
  return allLeases.rows(db, [])
}

const calendarWordRow = rowOf({
  nodeId: tables.node_calendar.node_id,
  wordIndex: tables.node_calendar.word_index,
  word: tables.node_calendar.word,
})

/** One stored 32-byte word of a node's calendar. It has 64 counters of 4 bits, which count the booked GPUs of 64 hours. */
export type CalendarWordRow = RowOf<typeof calendarWordRow>

const allCalendarWords = statement(
  calendarWordRow,
  'select node_id as "nodeId", word_index as "wordIndex", word from node_calendar order by node_id, word_index',
)

/**
 * Returns the calendars of all nodes. A calendar is stored as words, each of which counts the booked GPUs of 64 hours. Only for audits, because it reads the
 * whole table. Takes no lock.
 */
export async function listAllCalendarWords(db: Queryable): Promise<CalendarWordRow[]> {
  return allCalendarWords.rows(db, [])
}

const statementFaultRow = rowOf({
  account: tables.chain_accounts.account,
  sum: 'numeric',
  balance: tables.chain_accounts.balance,
  lines: 'int4',
})

/**
 * An account whose statement does not add up. `sum` is the sum of the lines of its statement, and `balance` is its balance, both in PToken base units. `lines`
 * is the number of chain events after which no line of the event shows the right balance.
 */
export type StatementFault = RowOf<typeof statementFaultRow>

const statementFaults = statement(
  statementFaultRow,
  `with per_log as (
     select account, block_number, log_index, sum(amount) as amount, array_agg(balance_after) as named
     from chain_statement group by account, block_number, log_index),
   running as (
     select account, named, sum(amount) over (partition by account order by block_number, log_index) as sum_so_far from per_log),
   wrong as (select account, count(*)::integer as lines from running where not sum_so_far = any (named) group by account),
   sums as (select account, sum(amount) as sum from chain_statement group by account)
   select chain_accounts.account, coalesce(sums.sum, 0)::numeric(78,0) as sum, balance, coalesce(wrong.lines, 0) as lines
   from chain_accounts left join sums using (account) left join wrong using (account)
   where coalesce(sums.sum, 0) <> balance or wrong.lines > 0 order by account`,
)

/**
 * Returns accounts with a wrong statement: the lines do not add up to the account's balance, or no line of some chain event shows the right balance after this
 * event. Only for audits, because it reads the whole table. Takes no lock.
 */
export async function listStatementFaults(db: Queryable): Promise<StatementFault[]> {
  return statementFaults.rows(db, [])
}
