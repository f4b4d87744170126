import { runsOf } from './pdfFonts.ts'
import type { LogoPlace, PdfLine, PdfSheet } from './writePdf.ts'

/** The size of letters in points, and whether the letters are bold. */
export type Style = { readonly size: number; readonly bold: boolean }

/** A text with its style. */
export type Text = { readonly text: string; readonly style: Style }

/** The cells of a line of the table: a description at the left, and texts that end at the right edges of their columns. */
type Cells = readonly [string, ...string[]]

const left = 56
const right = 539
const top = 800
const bottom = 56
/** The distance in points between the edges of the grey table head and the texts of the table and the totals. */
const inset = 8
/** The x positions at which an invoice's columns quantity, unit price and amount end. */
const invoiceCellEnds: readonly number[] = [345, 440, right - inset]
const columnGap = 24
const columnWidth = (right - left - columnGap) / 2
const descriptionWidth = 215
const amountWidth = 120
const pairWidth = 150
const logoHeight = 22
/** The space between two lines, as a fraction of the letters' height. */
const leading = 0.5

/** An A4 page that is filled from top to bottom with texts, table lines and totals. */
export type InvoicePage = ReturnType<typeof createInvoicePage>

/**
 * Creates an empty page. Each of its functions writes below the content that the previous call wrote. `cellEnds`: the x positions at which the columns after
 * the description end.
 */
export function createInvoicePage({ cellEnds }: { cellEnds: readonly number[] } = { cellEnds: invoiceCellEnds }) {
  const lines: PdfLine[] = []
  const rules: number[] = []
  const bands: { y: number; height: number }[] = []
  let logo: LogoPlace | null = null
  const pen = createPen(lines)
  const row = ([description, ...others]: Cells, style: Style) =>
    pen.put(left + inset, { text: description, style, width: descriptionWidth }, () => {
      for (const [index, text] of others.entries()) pen.endingAt(cellEnds[index] ?? right, text, style)
    })
  return {
    /** Writes the market's logo and name on the left and the title on the right. */
    head(name: Text, title: Text) {
      logo = { x: left, y: pen.y() - logoHeight, height: logoHeight }
      pen.down(logoHeight * 0.72)
      pen.at(left + logoHeight + 6, name.text, name.style)
      pen.endingAt(right, title.text, title.style)
      pen.down(logoHeight * 0.5)
    },
    /** Writes a text that ends at the right edge. */
    ending: (text: string, style: Style) => pen.total(right, { name: text, value: '', style }),
    /** Writes two columns whose first lines are at the same height. */
    columns(...columns: readonly [readonly Text[], readonly Text[]]) {
      const begin = pen.y()
      const ends = columns.map((texts, index) => {
        pen.moveTo(begin)
        for (const one of texts) pen.put(left + index * (columnWidth + columnGap), { ...one, width: columnWidth })
        return pen.y()
      })
      pen.moveTo(Math.min(...ends))
    },
    text: (text: string, style: Style) => pen.put(left, { text, style, width: right - left }),
    gap: pen.down,
    /** Returns the height in points that is free above the lower margin. */
    room: () => pen.y() - bottom,
    row,
    /** Writes a small line of text below a line of the table. */
    below: (text: string, style: Style) => pen.put(left + inset, { text, style, width: descriptionWidth }),
    /** Writes the head of a table on a grey band. */
    band(cells: Cells, style: Style) {
      bands.push({ y: pen.y() - style.size * 2.1, height: style.size * 2.3 })
      pen.down(style.size * 0.3)
      row(cells, style)
      pen.down(style.size * 0.7)
    },
    /** Writes an amount at the right edge, with its name before it. */
    total: (name: string, value: string, style: Style) => pen.total(right - inset, { name, value, style }),
    /** Writes a name with its value beside it. */
    pair: (name: string, value: string, style: Style) =>
      pen.put(left, { text: name, style, width: pairWidth }, () => pen.at(left + pairWidth, value, style)),
    rule() {
      pen.down(6)
      rules.push(pen.y())
      pen.down(6)
    },
    parts: (): PdfSheet => ({ lines, rules, bands, logo }),
  }
}

/** Creates a pen that adds lines of text at its current height and moves down after each line. */
function createPen(lines: PdfLine[]) {
  let y = top
  const at = (x: number, text: string, { size, bold }: Style) => {
    if (text !== '') lines.push({ x, y, size, runs: runsOf(text, { bold }) })
  }
  const endingAt = (x: number, text: string, style: Style) => at(x - widthOf(text, style), text, style)
  return {
    y: () => y,
    moveTo(height: number) {
      y = height
    },
    down(height: number) {
      y -= height
    },
    at,
    endingAt,
    /** Writes a text, wrapped to `width`, in lines below each other. `beside` writes other content at the height of the first line. */
    put(x: number, { text, style, width }: Text & { width: number }, beside: () => void = () => {}) {
      for (const [index, part] of wrapped(text, style, width).entries()) {
        y -= style.size
        if (index === 0) beside()
        at(x, part, style)
        y -= style.size * leading
      }
    },
    /** Writes a line of the total: a name, and its value to the right, so that the value ends at `edge`. */
    total(edge: number, { name, value, style }: { name: string; value: string; style: Style }) {
      const nameEnd = edge - (value === '' ? 0 : Math.max(amountWidth, widthOf(value, style) + 14))
      for (const [index, part] of wrapped(name, style, nameEnd - left - inset).entries()) {
        y -= style.size
        endingAt(nameEnd, part, style)
        if (index === 0) endingAt(edge, value, style)
        y -= style.size * leading
      }
    },
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
