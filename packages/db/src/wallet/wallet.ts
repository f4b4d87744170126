// Balances of accounts. The API calculates them from the tables that the follower builds from the chain, and from the order book.
import { textArray } from '../client/binaryArray.ts'
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { sumOfFees } from '../projections/sumOfFees.ts'

const walletRow = rowOf({
  balance: 'numeric',
  /** The part of the balance that came in blocks that are not final yet. The matcher counts it only when these blocks are final. */
  arriving: 'numeric',
  floor: 'numeric',
  bonded: 'numeric',
  held: 'numeric',
  unsettled: 'numeric',
  escrow: 'numeric',
  /** Time of the settlement of the account's last lease with a free trial, in Unix seconds; null if there was none. */
  lastTrialAt: 'int8?',
})

/**
 * The balances of an account, in PToken base units. `escrow` is locked in leases, `unsettled` is reserved for matches, and `held` is reserved for holds until
 * they end.
 */
export type WalletRow = RowOf<typeof walletRow>

const walletOfAccount = statement(
  walletRow,
  `select coalesce((select balance from chain_accounts where account = $1), 0) as balance,
   coalesce((select sum(amount) from chain_statement where account = $1 and amount > 0
     and block_number > coalesce((select final_number from follower_checkpoint where id = 1), -1)), 0) as arriving,
   coalesce((select floor from chain_accounts where account = $1), 0) as floor,
   coalesce((select bonded from chain_accounts where account = $1), 0) as bonded,
   coalesce((select sum(amount) from book_reservations where account = $1 and kind = 'hold'), 0) as held,
   coalesce((select sum(amount) from book_reservations where account = $1 and kind = 'match'), 0) as unsettled,
   coalesce((select sum(escrow - pay - (${sumOfFees({ payer: 'renter', charge: 'share' })}) - refund) from leases
     where (renter = $1 or holder = $1) and coalesce(holder, renter) = $1 and state <> 'closed'), 0) as escrow,
   (select settled_at from leases where renter = $1 and trial_seconds > 0 order by lease_id desc limit 1) as "lastTrialAt"`,
)

/**
 * Returns the balances of an account; all zero if the account is not on the chain. Index: chain_accounts, book_reservations (account), leases
 * (renter, lease_id; holder).
 */
export async function readWallet(db: Queryable, { account }: { account: string }): Promise<WalletRow> {
  return walletOfAccount.only(db, [account])
}

const fundsRow = rowOf({ account: 'text', available: 'numeric', floor: 'numeric' })

/**
 * The amount that an account can spend now, in PToken base units: its balance minus three amounts: money that came in blocks that are not final yet, money that
 * holds reserve, and money that matches reserve until they settle. Nonces below `floor` are cancelled.
 */
export type Funds = RowOf<typeof fundsRow>

const fundsOfAccounts = statement(
  fundsRow,
  `select asked.account, coalesce(c.floor, 0) as floor, coalesce(c.balance, 0)
     - coalesce((select sum(amount) from chain_statement s where s.account = asked.account and s.amount > 0
         and s.block_number > coalesce((select final_number from follower_checkpoint where id = 1), -1)), 0)
     - coalesce((select sum(amount) from book_reservations r where r.account = asked.account), 0) as available
   from unnest($1::text[]) as asked (account)
   left join lateral (select balance, floor from chain_accounts where account = asked.account limit 1) c on true`,
)

/**
 * Returns the amounts that accounts can spend now; zero for an account that is not on the chain. Indexes: chain_accounts (account), chain_statement (account,
 * block_number), book_reservations (account). Takes no lock.
 */
export async function listFunds(db: Queryable, { accounts }: { accounts: readonly string[] }): Promise<Map<string, Funds>> {
  if (accounts.length === 0) return new Map()
  const rows = await fundsOfAccounts.rows(db, [textArray(accounts)])
  return new Map(rows.map((row) => [row.account, row]))
}
