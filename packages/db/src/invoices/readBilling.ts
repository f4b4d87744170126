import type { Queryable } from '../client/queryable.ts'

/** Who an account's invoices are made out to. */
export type BillingRow = { readonly name: string; readonly address: string; readonly taxId: string }

/** The billing details of an account; null where it gave none. Index: billing_details (account). Takes no lock. */
export async function readBilling(db: Queryable, { account }: { account: string }): Promise<BillingRow | null> {
  const rows = await db.query<BillingRow>('select name, address, tax_id as "taxId" from billing_details where account = $1', [account])
  return rows[0] ?? null
}
