import type { StoredField } from './storageLayouts.ts'

/** Returns the text of a layout file: the fields as indented JSON. A field that is a struct contains the struct's fields. */
export function renderLayout(fields: readonly StoredField[]): string {
  return `${JSON.stringify(fields, null, 2)}\n`
}
