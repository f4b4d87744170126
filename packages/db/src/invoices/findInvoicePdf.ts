import type { Queryable } from '../client/queryable.ts'

/** The file of an invoice that an account was issued for a lease; null where there is none. Index: invoices (number). Takes no lock. */
export async function findInvoicePdf(
  db: Queryable,
  { account, leaseId, number }: { account: string; leaseId: bigint; number: bigint },
): Promise<Buffer | null> {
  const rows = await db.query<{ pdf: Buffer }>('select pdf from invoices where number = $2 and account = $1 and lease_id = $3', [
    account,
    number,
    leaseId,
  ])
  return rows[0]?.pdf ?? null
}
