import { type FeeKey, feesIn, formatPt } from '@infinitio/domain'
import { feeMessages, messageText } from '@infinitio/domain/messages'
import type { InvoiceWire } from '@infinitio/domain/wire'
import { createInvoicePage, type InvoicePage, type Style } from './invoicePage.ts'
import { invoiceWords } from './invoiceWords.ts'
import { writePdf } from './writePdf.ts'

const plain: Style = { size: 9.5, bold: false }
const strong: Style = { size: 9.5, bold: true }
const small: Style = { size: 7.5, bold: false }

/** Draws an invoice as a page to print, in the language in which it was issued: the same invoice gives the same bytes. */
export async function drawInvoice(invoice: InvoiceWire): Promise<Buffer> {
  const words = invoiceWords[invoice.language]
  const page = createInvoicePage()
  drawHead(page, invoice)
  drawTable(page, invoice)
  drawTotals(page, invoice)
  drawExact(page, invoice)
  return writePdf({
    title: words.invoice(numberText(invoice.number)),
    language: words.tag,
    createdAt: new Date(invoice.issuedAt * 1_000),
    ...page.parts(),
  })
}

/** The seller on the left, number and day on the right, the customer below. */
function drawHead(page: InvoicePage, invoice: InvoiceWire): void {
  const words = invoiceWords[invoice.language]
  const { soldBy, billedTo } = invoice
  page.right(words.title, { size: 22, bold: true })
  page.column(words.soldBy, small)
  if (soldBy === null) page.column(words.noSeller, strong)
  else {
    for (const line of [soldBy.name, ...soldBy.address.split('\n')]) page.column(line, line === soldBy.name ? { size: 12, bold: true } : plain)
    if (soldBy.taxNumber !== '') page.column(words.taxId(soldBy.taxNumber), plain)
  }
  page.gap(14)
  page.column(words.billedTo, small)
  for (const line of [billedTo.name, ...billedTo.address.split('\n')]) page.column(line, line === billedTo.name ? strong : plain)
  if (billedTo.taxId !== '') page.column(words.taxId(billedTo.taxId), plain)
  page.gap(14)
  page.text(words.invoice(numberText(invoice.number)), { size: 13, bold: true })
  if (invoice.replaces !== null) page.text(words.replaces(numberText(invoice.replaces)), plain)
  page.text(words.issued(timeText(invoice.issuedAt)), plain)
  page.text(words.supplied(timeText(invoice.start), timeText(invoice.end)), plain)
  page.gap(10)
}

/** The lease and the fees, a line each. */
function drawTable(page: InvoicePage, invoice: InvoiceWire): void {
  const words = invoiceWords[invoice.language]
  page.band([words.description, words.quantity, words.unitPrice, words.amount], strong)
  const gpuHours = ((invoice.billedSeconds * invoice.gpus) / 3_600).toFixed(4).replace(/\.?0+$/, '')
  const perHour = ptText(BigInt(invoice.pricePerGpuSecond) * 3_600n)
  page.row(
    [words.lease(invoice.leaseId, `${invoice.gpus} × ${invoice.className}`), `${gpuHours} GPU-h`, `${perHour} PT`, `${ptText(invoice.pay)} PT`],
    plain,
  )
  page.text(words.machine(invoice.nodeName), small)
  for (const { key, amount } of feesIn(invoice, { payer: 'renter' }).lines) page.row([feeText(invoice, key), '', '', `${ptText(amount)} PT`], plain)
  page.rule()
}

/** The total, the tax in it, and the total in the currency of the invoice. */
function drawTotals(page: InvoicePage, invoice: InvoiceWire): void {
  const words = invoiceWords[invoice.language]
  const { tax, currency, soldBy } = invoice
  if (tax !== null) {
    page.total(words.net, `${ptText(BigInt(invoice.pay) - BigInt(tax.amount))} PT`, plain)
    page.total(words.tax(taxText(tax)), `${ptText(tax.amount)} PT`, plain)
  }
  page.total(words.total, `${ptText(invoice.total)} PT`, { size: 13, bold: true })
  if (currency !== null) {
    page.total(words.totalIn(currency.code), `${currency.total} ${currency.code}`, { size: 12, bold: true })
    if (tax !== null && currency.tax !== null) page.total(words.tax(taxText(tax)), `${currency.tax} ${currency.code}`, plain)
    page.total(words.rate(`${currency.perPt} ${currency.code}`, currency.asOf, currency.source), '', small)
  }
  if (invoice.compensation !== '0') page.total(words.compensation, `${ptText(invoice.compensation)} PT`, plain)
  if (soldBy !== null && soldBy.noTaxReason !== '') page.text(words.noTax(soldBy.noTaxReason), plain)
  page.rule()
}

/** The contract's own amounts and where they can be checked, in small letters. */
function drawExact(page: InvoicePage, invoice: InvoiceWire): void {
  const words = invoiceWords[invoice.language]
  page.text(words.exact(invoice.closedBlock), small)
  const exact = (name: string, units: string) => page.total(name, `${exactText(units)} PT`, small)
  exact(`${exactText(invoice.pricePerGpuSecond)} PT × ${invoice.gpus} GPU × ${invoice.billedSeconds} s`, invoice.pay)
  for (const { key, amount } of feesIn(invoice, { payer: 'renter' }).lines) exact(feeText(invoice, key), amount.toString())
  if (invoice.tax !== null) exact(words.tax(taxText(invoice.tax)), invoice.tax.amount)
  exact(words.total, invoice.total)
  page.text(words.wallets(invoice.renter, invoice.provider), small)
  page.text(words.paidTo(invoice.market, invoice.chainId), small)
  page.text(invoice.closedTx, small)
}

function feeText({ language, feeBps }: InvoiceWire, key: FeeKey): string {
  return messageText(feeMessages[key], { language, values: { place: 'invoice', percent: String(feeBps / 100), leases: 1 } })
}

const taxText = ({ name, rateBps }: NonNullable<InvoiceWire['tax']>): string => `${name} ${rateBps / 100} %`

/** All 18 decimals, without the zeros at their end. */
function exactText(units: bigint | string): string {
  return formatPt(BigInt(units), { digits: 18 }).replace(/\.?0+$/, '')
}

/** Rounded to the smallest unit of the USD coin, with at least two decimals. An amount below it is shown as less than it. */
function ptText(units: bigint | string): string {
  const value = BigInt(units)
  if (value > 0n && value < 5n * 10n ** 11n) return '<0.000001'
  const [whole, fraction = ''] = formatPt(value, { digits: 6 }).split('.')
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}

const numberText = (number: string): string => number.padStart(8, '0')
const timeText = (seconds: number): string => `${new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
