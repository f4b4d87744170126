import type { StoredField } from './storageLayouts.ts'

/** Returns the text of a layout file: one line per field, with the fields of structs below it. */
export function renderLayout(fields: readonly StoredField[]): string {
  return `${JSON.stringify(fields, null, 2)}\n`
}
