import type { Queryable } from '../client/queryable.ts'

/** Deletes the billing details of an account; invoices that were issued keep what they say. Index: billing_details (account). */
export async function deleteBilling(db: Queryable, { account }: { account: string }): Promise<void> {
  await db.query('delete from billing_details where account = $1', [account])
}
