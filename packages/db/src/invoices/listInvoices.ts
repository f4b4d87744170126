import type { Queryable } from '../client/queryable.ts'

/** An invoice without its file. `facts` is canonical JSON. */
export type InvoiceRow = { readonly number: bigint; readonly replaces: bigint | null; readonly facts: string; readonly issuedAt: Date }

/** The invoices that an account was issued for a lease, newest first. Index: invoices (account, lease_id). Takes no lock. */
export async function listInvoices(db: Queryable, { account, leaseId }: { account: string; leaseId: bigint }): Promise<InvoiceRow[]> {
  return db.query<InvoiceRow>(
    `select number, replaces, facts, issued_at as "issuedAt" from invoices where account = $1 and lease_id = $2 order by number desc limit 100`,
    [account, leaseId],
  )
}
