import type { Queryable } from '../client/queryable.ts'

/** The facts of an account that decide whether the operator carries its relays without a fee. Amounts in PToken base units; a day is the last 24 hours. */
export interface RelayStanding {
  balance: bigint
  /** A lease that is not closed, which the account rents, holds or provides. */
  hasLease: boolean
  /** An ask in the book, or an order that waits for its settle. */
  hasOrder: boolean
  /** The relay cancels an order of the book or a standing order of a live lease. */
  cancelsLive: boolean
  hadDeposit: boolean
  /** A deposit was accepted within the last ten minutes and has not failed: its money may not be in the balance yet. */
  depositComes: boolean
  hadAuthorize: boolean
  /** Relays of the account, and of all accounts, that counted against a budget within the last day. */
  unpaidOfAccount: number
  unpaidInAll: number
}

/** An account, and the nonce or the floor of nonces that its relay cancels, where it cancels one. */
export interface RelayAsked {
  account: string
  nonce: bigint | null
  floor: bigint | null
}

/**
 * Reads the standing of an account. Indexes: chain_accounts (account), leases (renter, lease_id; holder; provider), book_orders_open_by_account_idx,
 * relays (account, seq), transactions (relay_id), relays_account_budget_idx, relays_total_budget_idx. Takes no lock.
 */
export async function readRelayStanding(db: Queryable, { account, nonce, floor }: RelayAsked): Promise<RelayStanding> {
  const [row] = await db.query<Omit<RelayStanding, 'unpaidOfAccount' | 'unpaidInAll'> & { unpaidOfAccount: bigint; unpaidInAll: bigint }>(
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
    [account, nonce, floor],
  )
  if (row === undefined) throw new Error('the query of a standing returns one row')
  return { ...row, unpaidOfAccount: Number(row.unpaidOfAccount), unpaidInAll: Number(row.unpaidInAll) }
}
