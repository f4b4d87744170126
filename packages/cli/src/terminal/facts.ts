/** The fields of a value, a line each, for what has no table of its own. What is nested is JSON, what is not there is left out. */
export function facts(value: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(value).filter(([, field]) => field !== null && field !== undefined)
  const width = Math.max(0, ...rows.map(([name]) => name.length))
  return rows.map(([name, field]) => `${name.padEnd(width)}  ${typeof field === 'object' ? JSON.stringify(field) : String(field)}`).join('\n')
}
