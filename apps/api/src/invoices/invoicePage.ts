import { runsOf } from './pdfFonts.ts'
import type { PdfLine, PdfPage } from './writePdf.ts'

/** The size of letters in points, and whether they are bold. */
export type Style = { readonly size: number; readonly bold: boolean }

/** The four cells of a line of the table: description, quantity, unit price, amount. */
type Cells = readonly [string, string, string, string]

const left = 56
const right = 539
const top = 780
/** The right edges of quantity, unit price and amount. */
const cellEnds = [345, 440, right - 6] as const
const columnWidth = 300
const descriptionWidth = 215

/** An A4 page that is written from the top down: texts, lines of a table, totals. */
export type InvoicePage = ReturnType<typeof createInvoicePage>

/** Creates an empty page. Each call writes below the last one, but for `right`, which writes in the upper right corner. */
export function createInvoicePage() {
  const lines: PdfLine[] = []
  const rules: number[] = []
  const bands: { y: number; height: number }[] = []
  let y = top
  const at = (x: number, text: string, { size, bold }: Style) => {
    if (text !== '') lines.push({ x, y, size, runs: runsOf(text, { bold }) })
  }
  const put = (text: string, style: Style, width: number) => {
    for (const part of wrapped(text, style, width)) {
      at(left, part, style)
      y -= style.size * 1.45
    }
  }
  const row = ([description, ...others]: Cells, style: Style) => {
    for (const [index, text] of others.entries()) at((cellEnds[index] ?? right) - widthOf(text, style), text, style)
    for (const part of wrapped(description, style, descriptionWidth)) {
      at(left + 6, part, style)
      y -= style.size * 1.6
    }
  }
  return {
    right: (text: string, style: Style) => at(right - widthOf(text, style), text, style),
    /** Writes in the left part of the page. */
    column: (text: string, style: Style) => put(text, style, columnWidth),
    text: (text: string, style: Style) => put(text, style, right - left),
    gap(height: number) {
      y -= height
    },
    row,
    /** Writes the head of a table on grey. */
    band(cells: Cells, style: Style) {
      bands.push({ y: y - style.size * 0.7, height: style.size * 2.1 })
      row(cells, style)
      y -= style.size * 0.6
    },
    /** Writes an amount at the right edge, with its name before it. */
    total(name: string, value: string, style: Style) {
      const amountWidth = Math.max(110, widthOf(value, style) + 12)
      for (const [index, part] of wrapped(name, style, right - left - amountWidth).entries()) {
        at(right - 6 - (value === '' ? 0 : amountWidth) - widthOf(part, style), part, style)
        if (index === 0) at(right - 6 - widthOf(value, style), value, style)
        y -= style.size * 1.6
      }
    },
    rule() {
      rules.push(y + 4)
      y -= 14
    },
    parts: (): Pick<PdfPage, 'lines' | 'rules' | 'bands'> => ({ lines, rules, bands }),
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
