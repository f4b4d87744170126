// Signed messages for the chain. The API (role infinitio_api) writes the table `relays`; the worker sends them.
import { rowOf } from '../client/columns.ts'
import { lockForAppend } from '../client/advisoryLocks.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** A relay: a signed message that the worker sends to the chain for its signer. `payload` is JSON with the signed fields and the signature. */
export interface NewRelay {
  id: string
  /** The permanent key of the message, for example `ready:12:0xsignature`. Another relay with this key is the same relay. */
  relayKey: string
  kind: string
  leaseId: bigint | null
  account: string
  payload: string
  /** The operator's budget that pays for the gas if the signer pays less than the message costs. If absent, `none`. */
  budget?: RelayBudget
}

/**
 * The operator's budget that pays for a relay (a signed message for the chain) if its signer pays less than it costs. `none`: no budget is needed. `account`:
 * the relay counts against the account's budget. `total`: it counts against the account's budget and against the budget of all accounts together.
 */
export type RelayBudget = 'none' | 'account' | 'total'

const insertedRelay = statement(
  rowOf({ id: tables.relays.id }),
  `insert into relays (id, relay_key, kind, lease_id, account, payload, budget, order_hash)
   values ($1, $2, $3, $4, $5, $6, $7, (select bid_hash from leases where lease_id = $4))
   on conflict (relay_key) do nothing returning id`,
)

const relayByKey = statement(rowOf({ id: tables.relays.id }), 'select id from relays where relay_key = $1')

/**
 * Stores a relay (a signed message that the worker sends for its signer). Call it inside a transaction. Returns the id that is stored under the relay key,
 * which is the earlier id for a repeated relay. Indexes: relays (relay_key), leases (lease_id). Takes the advisory lock of relays until commit and wakes the
 * worker.
 */
export async function insertRelay(
  tx: Queryable,
  { id, relayKey, kind, leaseId, account, payload, budget = 'none' }: NewRelay,
): Promise<{ id: string; created: boolean }> {
  await lockForAppend(tx, 'relays')
  const inserted = await insertedRelay.first(tx, [id, relayKey, kind, leaseId, account, payload, budget])
  if (inserted !== null) {
    await notify(tx, ['relays'])
    return { id: inserted.id, created: true }
  }
  const existing = await relayByKey.first(tx, [relayKey])
  if (existing === null) throw new Error(`relay key ${relayKey} conflicts but cannot be read`)
  return { id: existing.id, created: false }
}

const relayOfMessage = statement(rowOf({ id: tables.relays.id }), 'select id from relays where relay_key = $1 and payload = $2')

/** Returns the relay that was accepted for exactly this message, or null. Index: relays (relay_key). */
export async function findSameRelay(db: Queryable, { relayKey, payload }: Pick<NewRelay, 'relayKey' | 'payload'>): Promise<{ id: string } | null> {
  return relayOfMessage.first(db, [relayKey, payload])
}

const lastFaucetRelay = statement(
  rowOf({ relayId: tables.relays.id, createdAt: tables.relays.created_at }),
  `select id as "relayId", created_at as "createdAt" from relays where account = $1 and kind = 'faucet' order by seq desc limit 1`,
)

/** Returns the last transfer of test money (faucet relay) to an account on a development chain, or null. Index: relays (account, seq). Takes no lock. */
export async function findLastFaucetRelay(db: Queryable, { account }: { account: string }): Promise<{ relayId: string; createdAt: Date } | null> {
  return lastFaucetRelay.first(db, [account])
}

/**
 * The data of an account that decide whether the operator pays the gas of its relays (signed messages that the worker sends to the chain). Amounts are in
 * PToken base units. A day means the last 24 hours.
 */
export interface RelayStanding {
  balance: bigint
  /** True if the account is the renter, the present holder or the provider of a lease that is not closed. */
  hasLease: boolean
  /** True if the account has an ask in the order book, or an order with a match that is not settled yet. */
  hasOrder: boolean
  /** True if the message (relay) cancels an order in the order book, or an auto-extend order of an open lease. */
  cancelsLive: boolean
  hadDeposit: boolean
  /** True if a deposit was accepted within the last ten minutes and has not failed. Its money may be missing in the balance until the chain includes it. */
  depositComes: boolean
  hadAuthorize: boolean
  /**
   * Numbers of relays (signed messages) in the last 24 hours for which a budget of the operator paid: for the account (`unpaidOfAccount`), and for all accounts
   * together.
   */
  unpaidOfAccount: number
  unpaidInAll: number
}

/**
 * The account that signed a relay. `nonce` is the nonce that the relay cancels, and `floor` the value below which it cancels all nonces; both are null if the
 * relay cancels nothing.
 */
export interface RelayAsked {
  account: string
  nonce: bigint | null
  floor: bigint | null
}

const standingOfAccount = statement(
  rowOf({
    balance: 'numeric',
    hasLease: 'bool',
    hasOrder: 'bool',
    cancelsLive: 'bool',
    hadDeposit: 'bool',
    depositComes: 'bool',
    hadAuthorize: 'bool',
    unpaidOfAccount: 'int8',
    unpaidInAll: 'int8',
  }),
  `with open_orders as (
     select kind, state, coalesce(nonce, (order_json::json ->> 'nonce')::numeric) as nonce from book_orders
     where account = $1 and state in ('open', 'matched'))
   select coalesce((select balance from chain_accounts where account = $1), 0) as balance,
     exists (select from leases where renter = $1 and state <> 'closed') or exists (select from leases where holder = $1 and state <> 'closed')
       or exists (select from leases where provider = $1 and state <> 'closed') as "hasLease",
     exists (select from open_orders where kind = 'ask' or state = 'matched') as "hasOrder",
     exists (select from open_orders where nonce = $2::numeric or nonce < $3::numeric)
       or exists (select from relays r join leases l on l.lease_id = r.lease_id and l.state <> 'closed'
         where r.account = $1 and r.kind = 'autoExtend'
           and ((r.payload::json ->> 'nonce')::numeric = $2::numeric or (r.payload::json ->> 'nonce')::numeric < $3::numeric)) as "cancelsLive",
     exists (select from relays where account = $1 and kind = 'deposit') as "hadDeposit",
     exists (select from relays r where r.account = $1 and r.kind = 'deposit' and r.created_at > now() - interval '10 minutes'
       and not exists (select from transactions t where t.relay_id = r.id and t.state = 'failed')) as "depositComes",
     exists (select from relays where account = $1 and kind = 'authorize') as "hadAuthorize",
     (select count(*) from relays where account = $1 and budget <> 'none' and created_at > now() - interval '1 day') as "unpaidOfAccount",
     (select count(*) from relays where budget = 'total' and created_at > now() - interval '1 day') as "unpaidInAll"`,
)

/**
 * Returns the data of an account that decide whether the operator pays the gas of its next message. Indexes: chain_accounts (account), leases (renter,
 * lease_id; holder; provider), book_orders_open_by_account_idx, relays (account, seq), transactions (relay_id), relays_account_budget_idx,
 * relays_total_budget_idx. Takes no lock.
 */
export async function readRelayStanding(db: Queryable, { account, nonce, floor }: RelayAsked): Promise<RelayStanding> {
  const row = await standingOfAccount.only(db, [account, nonce, floor])
  return { ...row, unpaidOfAccount: Number(row.unpaidOfAccount), unpaidInAll: Number(row.unpaidInAll) }
}
