import { drawInvoiceNumber, insertInvoice, listInvoices as listRows, lockForAppend, readBilling, readSeller, type SellerRow } from '@infinitio/db'
import { type Address, assert, feesIn, feeTexts, isRefusal, type Refusal } from '@infinitio/domain'
import { type InvoicesWire, type InvoiceWire, invoiceWire, type LeaseReceiptWire } from '@infinitio/domain/wire'
import type { InvoiceLanguage } from '../../invoices/invoiceTexts.ts'
import { currencyAmount, type DatedRate, decimalText } from '../../invoices/currencyAmount.ts'
import { drawInvoice } from '../../invoices/drawInvoice.ts'
import { taxIn } from '../../invoices/taxIn.ts'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from '../leases/findOwnLease.ts'
import { keptSettings } from './settings.ts'
import { readLeaseReceipt } from '../leases/readLeaseReceipt.ts'

/**
 * Issues the invoice of a closed lease from the provider's legal data to the holder's billing details. A lease has one invoice; a new invoice that refers to
 * the earlier one is issued only if the details, the legal data or the currency changed. The default language is the account's page language, else English. The
 * default currency is that of the last invoice, else that of the account's pages. Refuses with `api.invalid_field` for a currency without a rate,
 * `lease.unknown`, `auth.forbidden`, `lease.not_holder` (also the provider), `lease.not_closed` until the closing block is final, `lease.nothing_to_invoice` if
 * nothing was paid, and `account.billing_missing`.
 */
export async function issueInvoice(
  services: Services,
  { account, leaseId, language, currency }: { account: Address; leaseId: string; language: InvoiceLanguage | null; currency: string | null },
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
    simulated: own.row.simulated ?? false,
    ...{ chainId, market: addresses.market.toLowerCase(), closedTx: closed.txHash, closedBlock: closed.blockNumber },
  }
  const settings = await keptSettings(services, { account })
  const written = language ?? settings?.language ?? 'en'
  const rates = services.rates()
  const rateOf = (code: string | null) => rates.find((rate) => rate.currency === code) ?? null
  if (currency !== null && rateOf(currency) === null)
    return { rejected: 'api.invalid_field', detail: 'query.currency: the market has no rate for it' }
  return services.db.transaction(async (tx) => {
    await lockForAppend(tx, 'invoices')
    const billedTo = await readBilling(tx, { account })
    if (billedTo === null) return { rejected: 'account.billing_missing' }
    const [last] = (await listRows(tx, { account, leaseId: BigInt(leaseId) })).map(({ facts: text }) => invoiceWire.parse(JSON.parse(text)))
    const terms = sellerTerms(await readSeller(tx, { account: receipt.provider }), receipt.pay)
    const rate = currency === null && last !== undefined ? rateOf(last.currency?.code ?? null) : rateOf(currency ?? settings?.currency ?? null)
    if (last !== undefined && isSame(last, { billedTo, ...terms }) && (currency === null || last.currency?.code === currency)) return last
    const number = await drawInvoiceNumber(tx)
    const issuedAt = Math.floor(Date.now() / 1_000)
    const invoice: InvoiceWire = invoiceWire.parse({
      ...facts,
      number: number.toString(),
      replaces: last?.number ?? null,
      language: written,
      issuedAt,
      billedTo,
      ...terms,
      currency: rate === null ? null : amountsIn(rate, { total: receipt.spent, tax: terms.tax?.amount ?? null }),
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

type SellerTerms = Pick<InvoiceWire, 'soldBy' | 'tax'>

/** Returns the seller's part of an invoice: the provider's legal data, and how much of the provider's pay is tax. */
function sellerTerms(seller: SellerRow | null, pay: string): SellerTerms {
  if (seller === null) return { soldBy: null, tax: null }
  const { name, address, taxNumber, taxName, taxRateBps, noTaxReason } = seller
  const tax = taxRateBps === null ? null : { name: taxName, rateBps: taxRateBps, amount: taxIn(BigInt(pay), taxRateBps).toString() }
  return { soldBy: { name, address, taxNumber, noTaxReason }, tax }
}

function isSame(last: InvoiceWire, next: SellerTerms & Pick<InvoiceWire, 'billedTo'>): boolean {
  const partsOf = ({ billedTo, soldBy, tax }: typeof next) =>
    JSON.stringify([Object.entries(billedTo).sort(), Object.entries(soldBy ?? {}).sort(), Object.entries(tax ?? {}).sort()])
  return partsOf(last) === partsOf(next)
}

function amountsIn(rate: DatedRate, { total, tax }: { total: string; tax: string | null }): NonNullable<InvoiceWire['currency']> {
  const { currency: code, source, asOf } = rate
  const amount = (units: string) => currencyAmount(BigInt(units), rate)
  return { code, perPt: decimalText(rate.perPt), source, asOf, total: amount(total), tax: tax === null ? null : amount(tax) }
}

/** Lists an account's invoices for a lease, newest first, and whether the next invoice would show the provider as the seller. */
export async function listInvoices(services: Services, { account, leaseId }: { account: Address; leaseId: string }): Promise<InvoicesWire> {
  const { db } = services
  const [rows, own] = await Promise.all([
    listRows(db, { account, leaseId: BigInt(leaseId) }),
    findOwnLease(services, { account, leaseId, act: 'makeInvoice' }),
  ])
  const seller = isRefusal(own) ? null : await readSeller(db, { account: own.row.provider })
  return { items: rows.map(({ facts }) => invoiceWire.parse(JSON.parse(facts))), hasSeller: seller !== null }
}

function amountsOf(receipt: LeaseReceiptWire) {
  const { gpus, pricePerGpuSecond, billedSeconds, feeBps, start, readyAt, end, pay, spent, compensation, reason, transactions } = receipt
  const endedAt = transactions.find(({ what }) => what === 'ended')?.at ?? end
  const usedUntil = reason === 'renter_ended' && end > endedAt ? endedAt : null
  assert(BigInt(pay) + feesIn(receipt, { payer: 'renter' }).total === BigInt(spent), 'an invoice adds up')
  const fees = feeTexts(receipt, { payer: 'renter' })
  return { gpus, pricePerGpuSecond, billedSeconds, feeBps, start: readyAt ?? start, end, usedUntil, pay, ...fees, total: spent, compensation }
}
