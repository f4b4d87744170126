import type { Queryable } from '../client/queryable.ts'
import type { InvoiceRow } from './listInvoices.ts'

/** Keeps an invoice for good. Index: invoices (number). */
export async function insertInvoice(
  tx: Queryable,
  { number, account, leaseId, replaces, facts, pdf, issuedAt }: InvoiceRow & { account: string; leaseId: bigint; pdf: Buffer },
): Promise<void> {
  await tx.query('insert into invoices (number, account, lease_id, replaces, facts, pdf, issued_at) values ($1, $2, $3, $4, $5, $6, $7)', [
    number,
    account,
    leaseId,
    replaces,
    facts,
    pdf,
    issuedAt,
  ])
}
