import { type FeeKey, feesIn, formatPt } from '@infinitio/domain'
import { feeMessages, messageText } from '@infinitio/domain/messages'
import type { InvoiceWire } from '@infinitio/domain/wire'
import { oneAmount, type InvoiceAmounts, invoiceAmounts } from './invoiceAmounts.ts'
import { createInvoicePage, type InvoicePage, type Style, type Text } from './invoicePage.ts'
import { invoiceTexts } from './invoiceTexts.ts'
import { developmentChainId } from '../chain/createMarketFacts.ts'
import { writePdf } from './writePdf.ts'

const plain: Style = { size: 9.5, bold: false }
const strong: Style = { size: 9.5, bold: true }
const large: Style = { size: 12, bold: true }
const small: Style = { size: 7.5, bold: false }

/** Draws an invoice as a PDF page, in the language in which it was issued. The same invoice always gives the same bytes, so that a file can be reproduced. */
export async function drawInvoice(invoice: InvoiceWire): Promise<Buffer> {
  const texts = invoiceTexts[invoice.language]
  const amounts = invoiceAmounts(invoice)
  const page = createInvoicePage()
  drawHead(page, invoice)
  drawTable(page, invoice, amounts)
  drawTotals(page, invoice, amounts)
  drawExact(page, invoice)
  return writePdf({
    title: texts.invoice(numberText(invoice.number)),
    language: texts.tag,
    createdAt: new Date(invoice.issuedAt * 1_000),
    sheets: [page.parts()],
  })
}

/** Draws the top of the invoice: the market's name, the number and the day, and below them the seller and the customer side by side. */
function drawHead(page: InvoicePage, invoice: InvoiceWire): void {
  const texts = invoiceTexts[invoice.language]
  page.head({ text: 'Infinitio', style: large }, { text: texts.invoice(numberText(invoice.number)), style: { size: 18, bold: true } })
  if (invoice.replaces !== null) page.ending(texts.replaces(numberText(invoice.replaces)), plain)
  page.ending(texts.issued(timeText(invoice.issuedAt)), plain)
  page.ending(texts.supplied(timeText(invoice.start), timeText(invoice.usedUntil ?? invoice.end)), plain)
  if (invoice.usedUntil !== null) page.ending(texts.noticeUntil(timeText(invoice.end)), plain)
  if (invoice.chainId === developmentChainId) page.ending(texts[invoice.simulated ? 'simulated' : 'playMoney'], strong)
  page.gap(18)
  const { soldBy, billedTo } = invoice
  const noSeller: Text[] = [
    { text: texts.soldBy, style: small },
    { text: texts.noSeller, style: plain },
  ]
  page.columns(
    soldBy === null ? noSeller : partyTexts(invoice, { label: texts.soldBy, party: { ...soldBy, taxId: soldBy.taxNumber } }),
    partyTexts(invoice, { label: texts.billedTo, party: billedTo }),
  )
  page.gap(22)
}

/** Returns the lines of text about the seller or the customer: the role, name, address and tax number. */
function partyTexts({ language }: InvoiceWire, { label, party }: { label: string; party: InvoiceWire['billedTo'] }): Text[] {
  const { name, address, taxId } = party
  const lines = [...address.split('\n'), ...(taxId === '' ? [] : [invoiceTexts[language].taxId(taxId)])]
  return [{ text: label, style: small }, { text: name, style: large }, ...lines.map((text) => ({ text, style: plain }))]
}

/** Draws the lease and the fees, one line each. */
function drawTable(page: InvoicePage, invoice: InvoiceWire, amounts: InvoiceAmounts): void {
  const texts = invoiceTexts[invoice.language]
  page.band([texts.description, texts.quantity, texts.unitPrice, texts.amount], strong)
  const gpuHours = ((invoice.billedSeconds * invoice.gpus) / 3_600).toFixed(6).replace(/\.?0+$/, '')
  const perHour = oneAmount(BigInt(invoice.pricePerGpuSecond) * 3_600n)
  page.row([texts.lease(invoice.leaseId, `${invoice.gpus} × ${invoice.className}`), `${gpuHours} GPU-h`, `${perHour} PT`, `${amounts.pay} PT`], plain)
  page.below(texts.machine(invoice.nodeName), small)
  for (const { key, text } of amounts.fees) page.row([feeText(invoice, key), '', '', `${text} PT`], plain)
  page.rule()
}

/**
 * Draws the total, the tax contained in it, and the total in the currency of the invoice. The amounts in PT are already rounded by `invoiceAmounts`, which
 * makes them add up to the total.
 */
function drawTotals(page: InvoicePage, invoice: InvoiceWire, amounts: InvoiceAmounts): void {
  const texts = invoiceTexts[invoice.language]
  const { tax, currency, soldBy } = invoice
  if (tax !== null) {
    page.total(texts.net, `${amounts.net} PT`, plain)
    page.total(texts.tax(taxText(tax)), `${amounts.tax} PT`, plain)
    page.total(texts.allFees, `${amounts.allFees} PT`, plain)
  }
  page.total(texts.total, `${amounts.total} PT`, large)
  if (soldBy !== null && soldBy.noTaxReason !== '') page.total(texts.noTax(soldBy.noTaxReason), '', plain)
  if (currency !== null) {
    page.gap(6)
    page.total(texts.totalIn(currency.code), `${currency.total} ${currency.code}`, large)
    if (tax !== null && currency.tax !== null) page.total(texts.tax(taxText(tax)), `${currency.tax} ${currency.code}`, plain)
    page.total(texts.rate(`${currency.perPt} ${currency.code}`, currency.asOf, currency.source), '', small)
  }
  if (invoice.compensation !== '0') page.total(texts.compensation, `${oneAmount(BigInt(invoice.compensation))} PT`, plain)
  page.rule()
}

/** Draws the exact amounts of the contract and where to check them, in small letters. */
function drawExact(page: InvoicePage, invoice: InvoiceWire): void {
  const texts = invoiceTexts[invoice.language]
  page.gap(4)
  page.text(texts.exact(invoice.closedBlock), small)
  page.gap(3)
  const exact = (name: string, units: string) => page.total(name, `${formatPt(BigInt(units), { digits: 18 })} PT`, small)
  const perSecond = formatPt(BigInt(invoice.pricePerGpuSecond), { digits: 18 }).replace(/\.?0+$/, '')
  exact(`${perSecond} PT × ${invoice.gpus} GPU × ${invoice.billedSeconds} s`, invoice.pay)
  for (const { key, amount } of feesIn(invoice, { payer: 'renter' }).lines) exact(feeText(invoice, key), amount.toString())
  if (invoice.tax !== null) exact(texts.tax(taxText(invoice.tax)), invoice.tax.amount)
  exact(texts.total, invoice.total)
  page.gap(6)
  page.pair(texts.renterWallet, invoice.renter, small)
  page.pair(texts.providerWallet, invoice.provider, small)
  page.pair(texts.contract(invoice.chainId), invoice.market, small)
  page.pair(texts.closedTx, invoice.closedTx, small)
}

function feeText({ language, feeBps }: InvoiceWire, key: FeeKey): string {
  return messageText(feeMessages[key], { language, values: { place: 'invoice', percent: String(feeBps / 100), leases: 1 } })
}

const taxText = ({ name, rateBps }: NonNullable<InvoiceWire['tax']>): string => `${name} ${rateBps / 100} %`
const numberText = (number: string): string => number.padStart(8, '0')
const timeText = (seconds: number): string => `${new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
