import { feesIn, formatPt } from '@infinitio/domain'
import { feeMessages, messageText } from '@infinitio/domain/messages'
import type { InvoiceWire } from '@infinitio/domain/wire'
import { invoiceWords } from './invoiceWords.ts'
import { runsOf } from './pdfFonts.ts'
import { type PdfLine, writePdf } from './writePdf.ts'

type Style = { readonly size: number; readonly bold: boolean }

const left = 56
const right = 539
const plain: Style = { size: 10, bold: false }
const strong: Style = { size: 10, bold: true }
const small: Style = { size: 8, bold: false }

/** An invoice as a page that is printed, in the language it was issued in: the same invoice gives the same bytes. */
export async function drawInvoice(invoice: InvoiceWire): Promise<Buffer> {
  const words = invoiceWords[invoice.language]
  const lines: PdfLine[] = []
  const rules: number[] = []
  let y = 780
  /** Writes one text, wrapped, from the left; the last line stands beside an amount. */
  const put = (text: string, style: Style) => {
    for (const part of wrapped(text, style)) {
      lines.push({ x: left, y, size: style.size, runs: runsOf(part, style) })
      y -= style.size * 1.5
    }
  }
  const pair = (name: string, value: string, style: Style) => {
    const runs = runsOf(value, style)
    lines.push({ x: left, y, size: style.size, runs: runsOf(name, style) })
    lines.push({ x: right - widthOf(value, style), y, size: style.size, runs })
    y -= style.size * 1.7
  }
  const rule = () => {
    rules.push(y + 4)
    y -= 12
  }
  put(words.invoice(numberText(invoice.number)), { size: 20, bold: true })
  if (invoice.replaces !== null) put(words.replaces(numberText(invoice.replaces)), plain)
  put(words.issued(timeText(invoice.issuedAt)), plain)
  rule()
  put(words.billedTo, strong)
  for (const line of [invoice.billedTo.name, ...invoice.billedTo.address.split('\n')]) put(line, plain)
  if (invoice.billedTo.taxId !== '') put(words.taxId(invoice.billedTo.taxId), plain)
  put(words.wallet(invoice.renter), small)
  y -= 8
  put(words.providedBy, strong)
  put(words.machine(invoice.provider, invoice.nodeName), plain)
  put(words.paidTo(invoice.market, invoice.chainId), small)
  rule()
  put(words.lease(invoice.leaseId, `${invoice.gpus} × ${invoice.className}`), strong)
  put(words.span(timeText(invoice.start), timeText(invoice.end), invoice.billedSeconds), plain)
  y -= 6
  pair(`${ptText(invoice.pricePerGpuSecond)} PT × ${invoice.gpus} GPU × ${invoice.billedSeconds} s`, `${ptText(invoice.pay)} PT`, plain)
  const values = { place: 'invoice', percent: String(invoice.feeBps / 100), leases: 1 }
  for (const { key, amount } of feesIn(invoice, { payer: 'renter' }).lines)
    pair(messageText(feeMessages[key], { language: invoice.language, values }), `${ptText(amount)} PT`, plain)
  rule()
  pair(words.total, `${ptText(invoice.total)} PT`, { size: 12, bold: true })
  if (invoice.compensation !== '0') pair(words.compensation, `${ptText(invoice.compensation)} PT`, plain)
  rule()
  put(words.exact(invoice.closedBlock), small)
  put(invoice.closedTx, small)
  return writePdf({
    title: words.invoice(numberText(invoice.number)),
    language: words.tag,
    createdAt: new Date(invoice.issuedAt * 1_000),
    lines,
    rules,
  })
}

function wrapped(text: string, style: Style): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<= )/)) {
    for (const part of widthOf(word, style) > right - left ? [...word] : [word]) {
      if (line !== '' && widthOf(line + part.trimEnd(), style) > right - left) {
        lines.push(line.trimEnd())
        line = ''
      }
      line += part
    }
  }
  return [...lines, line.trimEnd()]
}

function widthOf(text: string, style: Style): number {
  return (runsOf(text, style).reduce((sum, { thousandths }) => sum + thousandths, 0) * style.size) / 1_000
}

/** All 18 decimals, without the zeros at their end. */
function ptText(units: bigint | string): string {
  return formatPt(BigInt(units), { digits: 18 }).replace(/\.?0+$/, '')
}

const numberText = (number: string): string => number.padStart(8, '0')
const timeText = (seconds: number): string => `${new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
