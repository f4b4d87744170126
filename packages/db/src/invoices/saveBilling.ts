import type { Queryable } from '../client/queryable.ts'
import type { BillingRow } from './readBilling.ts'

/** Keeps the billing details of an account in the place of what it had. Index: billing_details (account). */
export async function saveBilling(db: Queryable, { account, name, address, taxId }: BillingRow & { account: string }): Promise<void> {
  await db.query(
    `insert into billing_details (account, name, address, tax_id) values ($1, $2, $3, $4)
     on conflict (account) do update set name = $2, address = $3, tax_id = $4, updated_at = now()`,
    [account, name, address, taxId],
  )
}
