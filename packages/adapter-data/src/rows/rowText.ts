import { AdapterError } from '@infinitio/tasks/adapter'
import { readType, type ValueType } from './valueType.ts'

/** A column of the output for one chunk (range of rows): its name and its type. */
export type Column = { readonly name: string; readonly type: ValueType }
/** A value in an output: NULL, a boolean, a list, a struct by its fields, or the text of any other value. */
export type RowValue = null | boolean | string | readonly RowValue[] | { readonly [field: string]: RowValue }
/** The columns and rows of a chunk's output or of the result of a job. */
export type Rows = { readonly columns: readonly Column[]; readonly rows: readonly (readonly RowValue[])[] }

/**
 * Returns rows as bytes: UTF-8 without white space, each line ended by a line feed. The first line is a JSON array of `[name, type]` for each column. Each
 * other line is the JSON array of one row's values. With `sorted`, the lines are sorted by their bytes, so that equal sets of rows give equal bytes.
 */
export function rowBytes({ columns, lines, sorted }: { columns: readonly Column[]; lines: readonly string[]; sorted: boolean }): Uint8Array {
  const buffers = lines.map((line) => Buffer.from(`${line}\n`))
  if (sorted) buffers.sort(Buffer.compare)
  return new Uint8Array(Buffer.concat([Buffer.from(`${JSON.stringify(columns.map(({ name, type }) => [name, type.text]))}\n`), ...buffers]))
}

/** Reads the bytes of an output or a result. Throws an AdapterError for bytes that no run of this adapter gives. */
export function readRows(bytes: Uint8Array): Rows {
  const lines = decoded(bytes).split('\n')
  if (lines.pop() !== '') throw wrong('does not end with a line feed')
  const [head = '', ...rest] = lines
  const columns = readColumns(parsed(head))
  const rows = rest.map((line) => {
    const row = parsed(line)
    if (!Array.isArray(row) || row.length !== columns.length || !row.every((value, at) => isValue(value, columns[at]?.type)))
      throw wrong('has a row that does not fit its columns')
    return row as RowValue[]
  })
  return { columns, rows }
}

function readColumns(head: unknown): Column[] {
  if (!Array.isArray(head) || head.length === 0) throw wrong('has no columns')
  return head.map((pair) => {
    const [name, text] = Array.isArray(pair) && pair.length === 2 ? (pair as unknown[]) : []
    const type = typeof text === 'string' ? readType(text) : undefined
    if (typeof name !== 'string' || name === '' || type === undefined) throw wrong('has a column of an unknown type')
    return { name, type }
  })
}

function isValue(value: unknown, type: ValueType | undefined): boolean {
  if (value === null) return type !== undefined
  if (type?.form === 'list') return Array.isArray(value) && value.every((item) => isValue(item, type.item))
  if (type?.form === 'struct') return isStruct(value) && type.fields.every((field) => isValue(value[field.name] ?? null, field.type))
  return typeof value === (type?.name === 'BOOLEAN' ? 'boolean' : 'string')
}

function isStruct(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw wrong('is not UTF-8')
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw wrong('has a line that is not JSON')
  }
}

function wrong(what: string): AdapterError {
  return new AdapterError('adapterFault', `An output ${what}.`)
}
