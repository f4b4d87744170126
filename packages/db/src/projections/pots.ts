// Pots (the money of accounts) and allowances (limits of keys) in the service ledger. The follower (role infinitio_follower) fills the tables `pots` and
// `allowances` from the chain.
import { ledgerAssets } from '@infinitio/domain'
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const potRow = rowOf({
  account: tables.pots.account,
  asset: oneOf(tables.pots.asset, ledgerAssets),
  free: tables.pots.free,
  fees: tables.pots.fees,
  updatedBlock: tables.pots.updated_block,
})

/**
 * The money that an account has in the service ledger, in base units of the asset. `fees` are market fees that were taken from payments and wait to be sent to
 * their receiver.
 */
export type PotRow = RowOf<typeof potRow>

/** Stores a pot (the money of an account in the service ledger) and replaces its earlier amounts. Index: pots (account, asset). Locks its row. */
export async function savePot(tx: Queryable, { account, asset, free, fees, updatedBlock }: PotRow): Promise<void> {
  await tx.query(
    `insert into pots (account, asset, free, fees, updated_block) values ($1, $2, $3, $4, $5)
     on conflict (account, asset) do update set free = excluded.free, fees = excluded.fees, updated_block = excluded.updated_block`,
    [account, asset, free, fees, updatedBlock],
  )
}

const potOf = statement(potRow, 'select account, asset, free, fees, updated_block as "updatedBlock" from pots where account = $1 and asset = $2')

/** Returns a pot (the money of an account in the service ledger), or null. Index: pots (account, asset). Takes no lock. */
export async function findPot(db: Queryable, { account, asset }: Pick<PotRow, 'account' | 'asset'>): Promise<PotRow | null> {
  return potOf.first(db, [account, asset])
}

const potsOf = statement(
  potRow,
  'select account, asset, free, fees, updated_block as "updatedBlock" from pots where account = $1 order by asset desc',
)

/** Lists the pots of an account: its money in the service ledger, one pot for each asset. Index: pots (account, asset). Takes no lock. */
export async function listPots(db: Queryable, { account }: { account: string }): Promise<PotRow[]> {
  return potsOf.rows(db, [account])
}

const allowanceRow = rowOf({
  payer: tables.allowances.payer,
  key: tables.allowances.key,
  asset: oneOf(tables.allowances.asset, ledgerAssets),
  unitsLeft: tables.allowances.units_left,
  dayCap: tables.allowances.day_cap,
  spentToday: tables.allowances.spent_today,
  spentOn: tables.allowances.spent_on,
  unsettled: tables.allowances.unsettled,
  until: tables.allowances.until,
  updatedBlock: tables.allowances.updated_block,
})

const allowanceColumns = `payer, key, asset, units_left as "unitsLeft", day_cap as "dayCap", spent_today as "spentToday", spent_on as "spentOn", unsettled,
  until, updated_block as "updatedBlock"`

/**
 * The limits within which a key may spend from its payer's pot (balance in the service ledger), in units of 1e-6 of the asset. `spentOn` is the day of
 * `spentToday` (Unix seconds / 86,400).
 */
export type AllowanceRow = RowOf<typeof allowanceRow>

/** Stores an allowance and replaces its earlier limits. Index: allowances (payer, key, asset). Locks its row. */
export async function saveAllowance(tx: Queryable, row: AllowanceRow): Promise<void> {
  await tx.query(
    `insert into allowances (payer, key, asset, units_left, day_cap, spent_today, spent_on, unsettled, until, updated_block)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (payer, key, asset) do update set units_left = excluded.units_left, day_cap = excluded.day_cap, spent_today = excluded.spent_today,
       spent_on = excluded.spent_on, unsettled = excluded.unsettled, until = excluded.until, updated_block = excluded.updated_block`,
    [...[row.payer, row.key, row.asset, row.unitsLeft, row.dayCap, row.spentToday, row.spentOn], ...[row.unsettled, row.until, row.updatedBlock]],
  )
}

const allowanceOfKey = statement(allowanceRow, `select ${allowanceColumns} from allowances where payer = $1 and key = $2 and asset = $3`)

/** Returns an allowance, or null. Index: allowances (payer, key, asset). Takes no lock. */
export async function findAllowance(
  db: Queryable,
  { payer, key, asset }: Pick<AllowanceRow, 'payer' | 'key' | 'asset'>,
): Promise<AllowanceRow | null> {
  return allowanceOfKey.first(db, [payer, key, asset])
}

const allowancesOf = statement(allowanceRow, `select ${allowanceColumns} from allowances where payer = $1 order by key, asset desc`)

/** Lists the allowances that a payer ever gave. Index: allowances (payer, key, asset). Takes no lock. */
export async function listAllowances(db: Queryable, { payer }: { payer: string }): Promise<AllowanceRow[]> {
  return allowancesOf.rows(db, [payer])
}
