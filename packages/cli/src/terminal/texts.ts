import stringWidth from 'string-width'

/** A stranger's text in which nothing moves the cursor, colours or turns the line around. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
}

const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Bytes for a person: 1.5 GiB. */
export function sizeText(bytes: number): string {
  const step = Math.min(steps.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return `${(bytes / 1_024 ** step).toFixed(step === 0 ? 0 : 1)} ${steps[step]}`
}

/** A time to the minute: unix seconds as `2026-11-22T13:05`, UTC. */
export function utcText(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString().slice(0, 16)
}

/** The fields of a value, a line each, for what has no table of its own. What is nested is JSON, what is not there is left out. */
export function facts(value: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(value).filter(([, field]) => field !== null && field !== undefined)
  const width = Math.max(0, ...rows.map(([name]) => stringWidth(name)))
  return rows.map(([name, field]) => `${name}${gap(name, width)}  ${typeof field === 'object' ? JSON.stringify(field) : String(field)}`).join('\n')
}

/** Rows as aligned columns, the first row as heading; numbers stand to the right when `right` names their column. */
export function table(rows: readonly (readonly string[])[], { right }: { right: readonly number[] }): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (right.includes(column) ? `${gap(cell, widths[column] ?? 0)}${cell}` : `${cell}${gap(cell, widths[column] ?? 0)}`))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** The spaces that a text lacks to fill so many cells of a terminal. A Chinese character fills two. */
function gap(text: string, cells: number): string {
  return ' '.repeat(Math.max(0, cells - stringWidth(text)))
}

/** A text as one word of a POSIX shell, whatever is in it. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
