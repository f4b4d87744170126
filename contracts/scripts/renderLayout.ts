import type { StoredField } from './storageLayouts.ts'

/** The text of a layout file: one line a field, fields of structs below it. */
export function renderLayout(fields: readonly StoredField[]): string {
  return `${JSON.stringify(fields, null, 2)}\n`
}
