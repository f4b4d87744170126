import { drawInvoiceNumber, insertInvoice, listInvoices as listRows, lockForAppend, readBilling } from '@infinitio/db'
import { type Address, assert, feesIn, feeTexts, isRefusal, type Refusal } from '@infinitio/domain'
import { type InvoicesWire, type InvoiceWire, invoiceWire, type LeaseReceiptWire } from '@infinitio/domain/wire'
import type { InvoiceLanguage } from '../../invoices/invoiceWords.ts'
import { drawInvoice } from '../../invoices/drawInvoice.ts'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from '../leases/findOwnLease.ts'
import { keptSettings } from './settings.ts'
import { readLeaseReceipt } from '../leases/readLeaseReceipt.ts'

/**
 * The invoice of a closed lease, made out to the billing details of who holds it. Issued once; with other details than the last one says, a new one that names
 * it. In `language`, null: in that of the account's pages, else in English. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder` (the provider, too), `lease.not_closed` until the closing block is final, `lease.nothing_to_invoice` where nothing was paid, and `account.billing_missing`.
 */
export async function issueInvoice(
  services: Services,
  { account, leaseId, language }: { account: Address; leaseId: string; language: InvoiceLanguage | null },
): Promise<InvoiceWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'makeInvoice' })
  if (isRefusal(own)) return own
  const receipt = await readLeaseReceipt(services, { account, leaseId })
  if (isRefusal(receipt)) return receipt
  const closed = receipt.transactions.find(({ what }) => what === 'closed')
  if (!receipt.final || closed?.blockNumber == null) return { rejected: 'lease.not_closed', detail: 'its last block is not final yet' }
  if (receipt.spent === '0') return { rejected: 'lease.nothing_to_invoice' }
  const { chainId, addresses } = await services.facts.read()
  const facts = {
    ...amountsOf(receipt),
    ...{ leaseId, renter: account, provider: receipt.provider, nodeName: receipt.nodeName, className: own.row.className ?? 'GPU' },
    ...{ chainId, market: addresses.market.toLowerCase(), closedTx: closed.txHash, closedBlock: closed.blockNumber },
  }
  const written = language ?? (await keptSettings(services, { account }))?.language ?? 'en'
  return services.db.transaction(async (tx) => {
    await lockForAppend(tx, 'invoices')
    const billedTo = await readBilling(tx, { account })
    if (billedTo === null) return { rejected: 'account.billing_missing' }
    const [last] = (await listRows(tx, { account, leaseId: BigInt(leaseId) })).map(({ facts: text }) => invoiceWire.parse(JSON.parse(text)))
    if (last !== undefined && JSON.stringify(last.billedTo) === JSON.stringify(billedTo)) return last
    const number = await drawInvoiceNumber(tx)
    const issuedAt = Math.floor(Date.now() / 1_000)
    const invoice: InvoiceWire = invoiceWire.parse({
      ...facts,
      number: number.toString(),
      replaces: last?.number ?? null,
      language: written,
      issuedAt,
      billedTo,
    })
    const row = {
      number,
      account,
      leaseId: BigInt(leaseId),
      replaces: last === undefined ? null : BigInt(last.number),
      issuedAt: new Date(issuedAt * 1_000),
    }
    await insertInvoice(tx, { ...row, facts: JSON.stringify(invoice), pdf: await drawInvoice(invoice) })
    return invoice
  })
}

/** The invoices that an account was issued for a lease, newest first. */
export async function listInvoices({ db }: Services, { account, leaseId }: { account: Address; leaseId: string }): Promise<InvoicesWire> {
  const rows = await listRows(db, { account, leaseId: BigInt(leaseId) })
  return { items: rows.map(({ facts }) => invoiceWire.parse(JSON.parse(facts))) }
}

function amountsOf(receipt: LeaseReceiptWire) {
  const { gpus, pricePerGpuSecond, billedSeconds, feeBps, start, end, pay, spent, compensation } = receipt
  assert(BigInt(pay) + feesIn(receipt, { payer: 'renter' }).total === BigInt(spent), 'an invoice adds up')
  const fees = feeTexts(receipt, { payer: 'renter' })
  return { gpus, pricePerGpuSecond, billedSeconds, feeBps, start, end, pay, ...fees, total: spent, compensation }
}
