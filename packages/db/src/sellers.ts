// Legal data of providers for the invoices of their customers. The API (role infinitio_api) writes the table `seller_details`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const sellerRow = rowOf({
  name: tables.seller_details.name,
  address: tables.seller_details.address,
  taxNumber: tables.seller_details.tax_number,
  taxName: tables.seller_details.tax_name,
  taxRateBps: tables.seller_details.tax_rate_bps,
  noTaxReason: tables.seller_details.no_tax_reason,
})

/** The legal data of a provider. `taxRateBps` is null if the provider charges no tax; `noTaxReason` then has the reason. */
export type SellerRow = RowOf<typeof sellerRow>

const sellerOfAccount = statement(
  sellerRow,
  `select name, address, tax_number as "taxNumber", tax_name as "taxName", tax_rate_bps as "taxRateBps", no_tax_reason as "noTaxReason"
   from seller_details where account = $1`,
)

/** Returns the legal data of a provider, or null. Index: seller_details (account). Takes no lock. */
export async function readSeller(db: Queryable, { account }: { account: string }): Promise<SellerRow | null> {
  return sellerOfAccount.first(db, [account])
}

/** Stores the legal data of a provider and replaces earlier data. Index: seller_details (account). */
export async function saveSeller(db: Queryable, { account, ...seller }: SellerRow & { account: string }): Promise<void> {
  const { name, address, taxNumber, taxName, taxRateBps, noTaxReason } = seller
  await db.query(
    `insert into seller_details (account, name, address, tax_number, tax_name, tax_rate_bps, no_tax_reason) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (account) do update set name = $2, address = $3, tax_number = $4, tax_name = $5, tax_rate_bps = $6, no_tax_reason = $7, updated_at = now()`,
    [account, name, address, taxNumber, taxName, taxRateBps, noTaxReason],
  )
}

/** Deletes the legal data of a provider. Issued invoices do not change. Index: seller_details (account). */
export async function deleteSeller(db: Queryable, { account }: { account: string }): Promise<void> {
  await db.query('delete from seller_details where account = $1', [account])
}
