import wrapAnsi from 'wrap-ansi'

/** The first column of a table with two columns, such as the name of a check, or the spaces at the start of a line. */
const beginning = /^(?:\s*\S(?:.{0,30}?\S)?\s{2,}|\s*)/
/** The arrow before a command that mends something. */
const command = /^\s*→ /
/** The fewest cells that a line needs beside its beginning. With fewer, the next lines begin at the left edge. */
const leastCells = 24

/**
 * Breaks each line of a text that is longer than `columns` cells between words. The next lines are indented like the text of the first one. A word that is too
 * long, such as a link, stays whole, so that a person can copy it. For the same reason a line stays whole that has a command after an arrow. Lines without
 * letters, such as those of a QR code, stay as they are. Without `columns`, as in a pipe, the whole text does.
 */
export function wrapLines(text: string, columns: number | undefined): string {
  if (columns === undefined) return text
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n')
}

function wrapLine(line: string, columns: number): string {
  if (line.length <= columns || !/\p{L}/u.test(line) || command.test(line)) return line
  const found = beginning.exec(line)?.[0] ?? ''
  const start = columns - found.length < leastCells ? '' : found
  const words = line.trimEnd()
  const rows = wrapAnsi(words.slice(start.length), columns - start.length).split('\n')
  // A question ends with a space before the answer.
  return `${start}${rows.join(`\n${' '.repeat(start.length)}`)}${line.slice(words.length)}`
}
