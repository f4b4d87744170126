import { readRows, type RowValue } from './rowText.ts'
import { isSmallNumber, type ValueType } from './valueType.ts'

/**
 * Returns the rows of a result as objects for a page or a program. Numbers that JavaScript represents exactly are numbers; all other values are texts, so that
 * no digit is lost. Throws as `readRows` does.
 */
export function rowObjects(bytes: Uint8Array): Record<string, unknown>[] {
  const { columns, rows } = readRows(bytes)
  return rows.map((row) => Object.fromEntries(columns.map(({ name, type }, at) => [name, shown(row[at] ?? null, type)])))
}

/** Returns a result as CSV (RFC 4180). The first line has the names of the columns. NULL is empty; lists and structs are JSON. Throws as `readRows` does. */
export function rowsCsv(bytes: Uint8Array): string {
  const { columns, rows } = readRows(bytes)
  const lines = rows.map((row) => row.map((value) => cell(value)))
  return [columns.map(({ name }) => quoted(name)), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')
}

function shown(value: RowValue, type: ValueType): unknown {
  if (typeof value !== 'string' || !isSmallNumber(type)) return value
  const number = Number(value)
  return Number.isFinite(number) ? number : value
}

function cell(value: RowValue): string {
  if (value === null) return ''
  if (value === '') return '""'
  return quoted(typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : JSON.stringify(value))
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
