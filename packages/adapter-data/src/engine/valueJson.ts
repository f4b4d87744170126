import { DuckDBArrayValue, DuckDBBlobValue, DuckDBDateValue, DuckDBListValue, DuckDBStructValue, type DuckDBValue } from '@duckdb/node-api'
import type { ValueType } from '../rows/valueType.ts'

/**
 * Returns a value as JSON. NULL, booleans and lists stay as they are, a struct becomes the list of its fields in the order of its type, and every other value
 * becomes a text. Casting that text to the type gives the same value. Decimals have all digits, and floating-point numbers have the shortest text from which
 * the same number is read.
 */
export function valueJson(value: DuckDBValue, type: ValueType | undefined): string {
  if (value === null || type === undefined) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    const item = type.form === 'list' ? type.item : undefined
    return `[${value.items.map((one) => valueJson(one, item)).join(',')}]`
  }
  if (value instanceof DuckDBStructValue) {
    const fields = type.form === 'struct' ? type.fields : []
    return `{${fields.map((field) => `${JSON.stringify(field.name)}:${valueJson(value.entries[field.name] ?? null, field.type)}`).join(',')}}`
  }
  return JSON.stringify(plainText(value))
}

const endOfDays = 2_147_483_647

function plainText(value: DuckDBValue): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (value instanceof DuckDBBlobValue) return Array.from(value.bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')
  if (value instanceof DuckDBDateValue && Math.abs(value.days) === endOfDays) return value.days > 0 ? 'infinity' : '-infinity'
  return String(value)
}
