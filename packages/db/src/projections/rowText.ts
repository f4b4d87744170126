/** A row's fields as the database names them, in the JSON that jsonb_populate_record reads: exact, since bigints are decimal strings. */
export function rowText(row: object): string {
  const columns = Object.entries(row).map(([field, value]) => [columnOf(field), typeof value === 'bigint' ? value.toString() : value] as const)
  return JSON.stringify(Object.fromEntries(columns))
}

/** The column of a field: leaseId is lease_id. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
