/** Matches a cell that a spreadsheet would run as a formula or a command. */
const formula = /^[=+\-@\t\r]/

/**
 * Returns rows as CSV (RFC 4180: CRLF, doubled quotes). A cell that starts with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe
 * first. So no spreadsheet runs a formula that somebody wrote into a name.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')
}

function cellText(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
