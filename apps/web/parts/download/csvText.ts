/** A cell that a spreadsheet would take for a formula or a command. */
const formula = /^[=+\-@\t\r]/

/**
 * Rows as CSV (RFC 4180: CRLF, quotes doubled). A cell that begins with `=`, `+`, `-`, `@`, a tab or a return gets an apostrophe before it, so that
 * no spreadsheet runs what somebody wrote into a name.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')
}

function cellText(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
