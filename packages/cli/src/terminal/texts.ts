import stringWidth from 'string-width'
import { evenDecimals } from './evenDecimals.ts'

/**
 * Makes a text that somebody else wrote safe to print: replaces each character with a space that moves the cursor, changes colours or reverses the direction of
 * the text.
 */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are the characters to remove.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
}

const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Formats a number of bytes for a person: 1.5 GiB. */
export function sizeText(bytes: number): string {
  const step = Math.min(steps.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return `${(bytes / 1_024 ** step).toFixed(step === 0 ? 0 : 1)} ${steps[step]}`
}

/** Formats Unix seconds to the minute in UTC: `2026-11-22T13:05`. */
export function utcText(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString().slice(0, 16)
}

/** Formats the fields of a value, one per line. Nested values become JSON; absent fields are omitted. */
export function facts(value: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(value).filter(([, field]) => field !== null && field !== undefined)
  const width = Math.max(0, ...rows.map(([name]) => stringWidth(name)))
  return rows.map(([name, field]) => `${name}${gap(name, width)}  ${typeof field === 'object' ? JSON.stringify(field) : String(field)}`).join('\n')
}

/**
 * Formats rows as aligned columns with the first row as heading. Columns in `right` are right-aligned, and their amounts get the same decimals. `width` is the
 * maximum line width in cells. To fit, the widest columns are cut, but never right-aligned columns, times, and whole addresses or hashes. Without `width`, a
 * table of three or more columns gets the width of the terminal, and pairs of a name and a value are not cut.
 */
export function table(
  cells: readonly (readonly string[])[],
  { right, width = (cells[0]?.length ?? 0) > 2 ? lineCells() : undefined }: { readonly right: readonly number[]; readonly width?: number },
): string {
  const rows = withEvenColumns(cells, right)
  const whole = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))))
  const uncut = whole.map((_cells, column) => right.includes(column) || rows.some((row) => neverCut.test(row[column] ?? '')))
  const widths = width === undefined ? whole : fitted(whole, { uncut, width })
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cutTo(cell, widths[column] ?? 0))
      .map((cell, column) => (right.includes(column) ? `${gap(cell, widths[column] ?? 0)}${cell}` : `${cell}${gap(cell, widths[column] ?? 0)}`))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** Gives the amounts of each right-aligned column the same decimals. */
function withEvenColumns(cells: readonly (readonly string[])[], right: readonly number[]): (readonly string[])[] {
  const columns = new Map(right.map((column) => [column, evenDecimals(cells.map((row) => row[column] ?? ''))]))
  return cells.map((row, at) => row.map((cell, column) => columns.get(column)?.[at] ?? cell))
}

/** The width of a table in which sentences are never cut, because people need whole sentences. */
export const wholeText = Number.POSITIVE_INFINITY

/** Matches cells that are never cut: times, and whole addresses and hashes. */
const neverCut = /^(0x[0-9a-f]{40,}|\d{4}-\d{2}-\d{2}.*)$/i
const columnGap = 2
/** The smallest width of a cut column, in cells. A narrower column would be unreadable. */
const leastCells = 8
const usualCells = 100

/** Returns the terminal's width in cells, but at least 60. Returns 100 if the output is not a terminal. */
export function lineCells(): number {
  return process.stdout.isTTY ? Math.max(usualCells * 0.6, process.stdout.columns ?? usualCells) : usualCells
}

/** Breaks sentences between words, so that no line is wider than the terminal. A longer word, such as a key, stays whole. */
export function sentences(text: string, width: number = lineCells()): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length > 0 && stringWidth(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.join('\n')
}

/** Returns the column widths that fit into `width`. Repeatedly makes the widest column that may be cut one cell narrower. */
function fitted(whole: readonly number[], { uncut, width }: { readonly uncut: readonly boolean[]; readonly width: number }): number[] {
  const widths = [...whole]
  const total = () => widths.reduce((sum, cells) => sum + cells, columnGap * (widths.length - 1))
  while (total() > width) {
    const texts = widths.map((cells, column) => (uncut[column] ? 0 : cells))
    const widest = texts.indexOf(Math.max(...texts))
    if ((texts[widest] ?? 0) <= leastCells) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

/** Cuts a text to a number of cells and adds "…" if it was cut. Never splits a letter from its accents. */
function cutTo(text: string, cells: number): string {
  if (stringWidth(text) <= cells) return text
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > cells - 1) break
    cut += segment
  }
  return `${cut}…`
}

/** Returns the first ten characters of an id or a hash. Commands accept these digits instead of the whole id. */
export function shortId(id: string): string {
  return id.slice(0, 10)
}

/** Returns the spaces that pad a text to a number of terminal cells. A Chinese character fills two cells. */
function gap(text: string, cells: number): string {
  return ' '.repeat(Math.max(0, cells - stringWidth(text)))
}

/** Quotes any text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
