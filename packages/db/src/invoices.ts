// Invoices and billing details. The API (role infinitio_api) writes the tables `invoices`, `invoice_counter` and `billing_details`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const billingRow = rowOf({
  name: tables.billing_details.name,
  address: tables.billing_details.address,
  taxId: tables.billing_details.tax_id,
})

/** The name, the address and the tax number of an account on its invoices. */
export type BillingRow = RowOf<typeof billingRow>

const billingOfAccount = statement(billingRow, 'select name, address, tax_id as "taxId" from billing_details where account = $1')

/** Returns the billing details of an account, or null. Index: billing_details (account). Takes no lock. */
export async function readBilling(db: Queryable, { account }: { account: string }): Promise<BillingRow | null> {
  return billingOfAccount.first(db, [account])
}

/** Stores the billing details of an account and replaces earlier ones. Index: billing_details (account). */
export async function saveBilling(db: Queryable, { account, name, address, taxId }: BillingRow & { account: string }): Promise<void> {
  await db.query(
    `insert into billing_details (account, name, address, tax_id) values ($1, $2, $3, $4)
     on conflict (account) do update set name = $2, address = $3, tax_id = $4, updated_at = now()`,
    [account, name, address, taxId],
  )
}

/** Deletes the billing details of an account. Issued invoices do not change. Index: billing_details (account). */
export async function deleteBilling(db: Queryable, { account }: { account: string }): Promise<void> {
  await db.query('delete from billing_details where account = $1', [account])
}

const nextNumber = statement(
  rowOf({ last: tables.invoice_counter.last }),
  'insert into invoice_counter (id, last) values (1, 1) on conflict (id) do update set last = invoice_counter.last + 1 returning last',
)

/**
 * Returns the next invoice number and marks it as used. If the transaction rolls back, the next call returns the same number, so that the numbers have no gap.
 * Waits for any other transaction that issues an invoice. Index: invoice_counter (id).
 */
export async function drawInvoiceNumber(tx: Queryable): Promise<bigint> {
  const { last } = await nextNumber.only(tx, [])
  return last
}

const invoiceRow = rowOf({
  number: tables.invoices.number,
  replaces: tables.invoices.replaces,
  facts: tables.invoices.facts,
  issuedAt: tables.invoices.issued_at,
})

/** An invoice without its PDF file. `facts` is the data of the invoice as canonical JSON. */
export type InvoiceRow = RowOf<typeof invoiceRow>

const invoicesOfAccount = statement(
  invoiceRow,
  `select number, replaces, facts, issued_at as "issuedAt" from invoices where account = $1 and lease_id = $2 order by number desc limit 100`,
)

/** Returns the invoices of an account for a lease, newest first. Index: invoices (account, lease_id). Takes no lock. */
export async function listInvoices(db: Queryable, { account, leaseId }: { account: string; leaseId: bigint }): Promise<InvoiceRow[]> {
  return invoicesOfAccount.rows(db, [account, leaseId])
}

/** Stores an invoice. The row cannot be changed later. Index: invoices (number). */
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

const pdfOfInvoice = statement(rowOf({ pdf: tables.invoices.pdf }), 'select pdf from invoices where number = $2 and account = $1 and lease_id = $3')

/** Returns the PDF file of an account's invoice for a lease, or null. Index: invoices (number). Takes no lock. */
export async function findInvoicePdf(
  db: Queryable,
  { account, leaseId, number }: { account: string; leaseId: bigint; number: bigint },
): Promise<Buffer | null> {
  const row = await pdfOfInvoice.first(db, [account, number, leaseId])
  return row?.pdf ?? null
}
