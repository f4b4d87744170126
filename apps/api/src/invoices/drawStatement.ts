import { formatPt } from '@infinitio/domain'
import type { ProviderStatementWire, SettledSumsWire } from '@infinitio/domain/wire'
import { developmentChainId } from '../chain/createMarketFacts.ts'
import { createInvoicePage, type InvoicePage, type Style } from './invoicePage.ts'
import type { InvoiceLanguage } from './invoiceTexts.ts'
import { statementTexts } from './statementTexts.ts'
import { writePdf } from './writePdf.ts'

/** Sums of a month or a day: `name` is "2026-11" or "2026-11-26". */
export type NamedSums = Pick<SettledSumsWire, 'leases' | 'pay' | 'fee' | 'earned'> & { readonly name: string }

/**
 * The data from which a provider's statement file is drawn. `months` is empty if the statement is for one month. `days` has the sums of each day if there are
 * more payments than the file lists; otherwise it is null.
 */
export type StatementFile = {
  readonly statement: ProviderStatementWire
  readonly from: number
  readonly until: number
  readonly months: readonly NamedSums[]
  readonly days: readonly NamedSums[] | null
  /** The operator's part of the market fees of all leases in the statement, in base units. */
  readonly operatorShare: bigint
  readonly language: InvoiceLanguage
  readonly createdAt: number
  readonly chainId: number
  readonly market: string
}

const plain: Style = { size: 9.5, bold: false }
const strong: Style = { size: 9.5, bold: true }
const large: Style = { size: 12, bold: true }
const cell: Style = { size: 6.5, bold: false }
const cellHead: Style = { size: 6.5, bold: true }
const tiny: Style = { size: 5.5, bold: false }
/** The x positions in points at which the table's columns end. The columns are seconds or leases, gross, fee, net, and USD. */
const cellEnds = [196, 292, 380, 474, 531] as const
/** The height in points of a table line together with the small line of text below it. */
const lineHeight = 24

/** Draws a provider's statement with exact amounts on as many PDF pages as needed. The same data always gives the same bytes. */
export async function drawStatement(file: StatementFile): Promise<Buffer> {
  const { statement, language, createdAt } = file
  const texts = statementTexts[language]
  const sheets = createSheets()
  drawHead(sheets.page(), file)
  if (file.months.length > 0) drawSums(sheets, { file, title: texts.byMonth, column: texts.month, rows: file.months })
  if (file.days === null) drawPayments(sheets, file)
  else drawSums(sheets, { file, title: texts.byDay(statement.leases.length), column: texts.day, rows: file.days })
  drawFoot(sheets.page(), file)
  return writePdf({
    title: texts.title(statement.month ?? statement.year),
    language: texts.tag,
    createdAt: new Date(createdAt * 1_000),
    sheets: sheets.parts(),
  })
}

type Sheets = ReturnType<typeof createSheets>

/** Creates the pages of a file. Its `page(height)` returns the current page, or a new page if less than `height` points are free on the current one. */
function createSheets() {
  const pages: InvoicePage[] = [createInvoicePage({ cellEnds })]
  return {
    page(height = 150): InvoicePage {
      const last = pages.at(-1)
      if (last !== undefined && last.room() >= height) return last
      const next = createInvoicePage({ cellEnds })
      pages.push(next)
      return next
    },
    parts: () => pages.map((page) => page.parts()),
  }
}

function drawHead(page: InvoicePage, { statement, from, until, language, createdAt, chainId }: StatementFile): void {
  const texts = statementTexts[language]
  page.head({ text: 'Infinitio', style: large }, { text: texts.title(statement.month ?? statement.year), style: { size: 18, bold: true } })
  page.ending(texts.created(`${timeText(createdAt)} UTC`), plain)
  if (chainId === developmentChainId) page.ending(texts.playMoney, strong)
  page.gap(14)
  page.columns(
    [
      { text: texts.provider, style: { size: 7.5, bold: false } },
      { text: statement.name ?? texts.noName, style: statement.name === null ? plain : large },
      { text: statement.provider, style: { size: 7.5, bold: false } },
    ],
    [
      { text: texts.period, style: { size: 7.5, bold: false } },
      { text: texts.span(timeText(from), timeText(until)), style: plain },
    ],
  )
  page.gap(14)
}

/** Draws a line for each payment, oldest first, with the renter and the transaction below it, and the total. */
function drawPayments(sheets: Sheets, { statement, language }: StatementFile): void {
  const texts = statementTexts[language]
  const head = (page: InvoicePage) => page.band([texts.lease, texts.seconds, texts.pay, texts.fee, texts.earned, texts.usd], cellHead)
  const first = sheets.page()
  first.text(texts.byLease, strong)
  head(first)
  if (statement.leases.length === 0) first.text(texts.none, plain)
  let page = first
  for (const lease of statement.leases.toReversed()) {
    page = nextPage(sheets, { page, head })
    page.row([timeText(lease.closedAt), String(lease.paidSeconds), ...amountTexts(lease)], cell)
    const share = lease.operatorShare === '0' ? '' : `, ${texts.shareOf(exactText(lease.operatorShare))}`
    page.text(`${texts.lineOf(lease.leaseId, lease.nodeName)}, ${texts.renter(lease.renter)}, ${lease.closedTx}${share}`, tiny)
    page.gap(2)
  }
  drawTotal(nextPage(sheets, { page, head }), statement, texts.total)
}

type SumsTable = { readonly file: StatementFile; readonly title: string; readonly column: string; readonly rows: readonly NamedSums[] }

/** Draws a line for each month or day, and the total. */
function drawSums(sheets: Sheets, { file: { statement, language }, title, column, rows }: SumsTable): void {
  const texts = statementTexts[language]
  const head = (page: InvoicePage) => page.band([column, texts.leases, texts.pay, texts.fee, texts.earned, texts.usd], cellHead)
  let page = sheets.page()
  page.text(title, strong)
  head(page)
  for (const row of rows) {
    page = nextPage(sheets, { page, head })
    page.row([row.name, String(row.leases), ...amountTexts(row)], cell)
  }
  page = nextPage(sheets, { page, head })
  drawTotal(page, statement, texts.total)
  page.gap(14)
}

function nextPage(sheets: Sheets, { page, head }: { page: InvoicePage; head: (page: InvoicePage) => void }): InvoicePage {
  const next = sheets.page(lineHeight)
  if (next !== page) head(next)
  return next
}

function drawTotal(page: InvoicePage, { total }: ProviderStatementWire, name: string): void {
  page.rule()
  page.row([name, '', ...amountTexts(total)], cellHead)
}

function drawFoot(page: InvoicePage, { statement: { total }, operatorShare, language, chainId, market }: StatementFile): void {
  const texts = statementTexts[language]
  const note: Style = { size: 7.5, bold: false }
  page.gap(12)
  page.text(texts.rounding, note)
  if (total.refund !== '0') page.text(texts.refund(exactText(total.refund)), note)
  if (total.compensation !== '0') page.text(texts.compensation(exactText(total.compensation)), note)
  if (operatorShare > 0n) page.text(texts.share(exactText(`${operatorShare}`)), note)
  page.pair(texts.contract(chainId), market, note)
}

function amountTexts({ pay, fee, earned }: Pick<SettledSumsWire, 'pay' | 'fee' | 'earned'>): [string, string, string, string] {
  return [exactText(pay), exactText(fee), exactText(earned), formatPt(BigInt(earned), { digits: 2 })]
}

const exactText = (units: string): string => formatPt(BigInt(units), { digits: 18 })
const timeText = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')
