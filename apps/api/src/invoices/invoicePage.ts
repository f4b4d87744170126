import type { LogoPlace } from './logoOperators.ts'
import { runsOf } from './pdfFonts.ts'
import type { PdfLine, PdfPage } from './writePdf.ts'

/** The size of letters in points, and whether they are bold. */
export type Style = { readonly size: number; readonly bold: boolean }

/** A text and its letters. */
export type Text = { readonly text: string; readonly style: Style }

/** The four cells of a line of the table: description, quantity, unit price, amount. */
type Cells = readonly [string, string, string, string]

const left = 56
const right = 539
const top = 800
/** Texts of the table and totals keep this far from the edges of its grey head. */
const inset = 8
/** The right edges of quantity, unit price and amount. */
const cellEnds = [345, 440, right - inset] as const
const columnGap = 24
const columnWidth = (right - left - columnGap) / 2
const descriptionWidth = 215
const amountWidth = 120
const pairWidth = 150
const logoHeight = 22
/** A line is this much higher than its letters. */
const leading = 0.5

/** An A4 page that is written from the top down: texts, lines of a table, totals. */
export type InvoicePage = ReturnType<typeof createInvoicePage>

/** Creates an empty page. Each call writes below the last one. */
export function createInvoicePage() {
  const lines: PdfLine[] = []
  const rules: number[] = []
  const bands: { y: number; height: number }[] = []
  let logo: LogoPlace | null = null
  let y = top
  const at = (x: number, text: string, { size, bold }: Style) => {
    if (text !== '') lines.push({ x, y, size, runs: runsOf(text, { bold }) })
  }
  const endingAt = (x: number, text: string, style: Style) => at(x - widthOf(text, style), text, style)
  /** Writes the parts of a text below one another, and what belongs beside the first part. */
  const put = (x: number, { text, style, width }: Text & { width: number }, beside: () => void = () => {}) => {
    for (const [index, part] of wrapped(text, style, width).entries()) {
      y -= style.size
      if (index === 0) beside()
      at(x, part, style)
      y -= style.size * leading
    }
  }
  const row = ([description, ...others]: Cells, style: Style) =>
    put(left + inset, { text: description, style, width: descriptionWidth }, () => {
      for (const [index, text] of others.entries()) endingAt(cellEnds[index] ?? right, text, style)
    })
  return {
    /** Writes the mark and the name of the market on the left and the title on the right. */
    head(name: Text, title: Text) {
      logo = { x: left, y: y - logoHeight, height: logoHeight }
      y -= logoHeight * 0.72
      at(left + logoHeight + 6, name.text, name.style)
      endingAt(right, title.text, title.style)
      y -= logoHeight * 0.5
    },
    /** Writes a text that ends at the right edge. */
    ending(text: string, style: Style) {
      y -= style.size
      endingAt(right, text, style)
      y -= style.size * leading
    },
    /** Writes two columns that begin at the same height. */
    columns(...columns: readonly [readonly Text[], readonly Text[]]) {
      const begin = y
      const ends = columns.map((texts, index) => {
        y = begin
        for (const one of texts) put(left + index * (columnWidth + columnGap), { ...one, width: columnWidth })
        return y
      })
      y = Math.min(...ends)
    },
    text: (text: string, style: Style) => put(left, { text, style, width: right - left }),
    gap(height: number) {
      y -= height
    },
    row,
    /** Writes a small line below a line of the table. */
    below: (text: string, style: Style) => put(left + inset, { text, style, width: descriptionWidth }),
    /** Writes the head of a table on grey. */
    band(cells: Cells, style: Style) {
      bands.push({ y: y - style.size * 2.1, height: style.size * 2.3 })
      y -= style.size * 0.3
      row(cells, style)
      y -= style.size * 0.7
    },
    /** Writes an amount at the right edge, with its name before it. */
    total(name: string, value: string, style: Style) {
      const nameEnd = right - inset - (value === '' ? 0 : Math.max(amountWidth, widthOf(value, style) + 14))
      for (const [index, part] of wrapped(name, style, nameEnd - left - inset).entries()) {
        y -= style.size
        endingAt(nameEnd, part, style)
        if (index === 0) endingAt(right - inset, value, style)
        y -= style.size * leading
      }
    },
    /** Writes a name, and beside it what it is of. */
    pair(name: string, value: string, style: Style) {
      put(left, { text: name, style, width: pairWidth }, () => at(left + pairWidth, value, style))
    },
    rule() {
      y -= 6
      rules.push(y)
      y -= 6
    },
    parts: (): Pick<PdfPage, 'lines' | 'rules' | 'bands' | 'logo'> => ({ lines, rules, bands, logo }),
  }
}

function wrapped(text: string, style: Style, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<= )/)) {
    for (const part of widthOf(word, style) > width ? [...word] : [word]) {
      if (line !== '' && widthOf(line + part.trimEnd(), style) > width) {
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
