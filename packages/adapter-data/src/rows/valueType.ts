/**
 * A type of a column. `text` is its name, which DuckDB can read; `form` tells whether it is a plain type, a list or a struct. Only the types in this file are
 * accepted, so a type that a stranger sends is safe inside a SQL statement.
 */
export type ValueType =
  | { readonly form: 'plain'; readonly text: string; readonly name: string }
  | { readonly form: 'list'; readonly text: string; readonly item: ValueType }
  | { readonly form: 'struct'; readonly text: string; readonly fields: readonly { readonly name: string; readonly type: ValueType }[] }

const integers = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT']
const numbers = [...integers, 'FLOAT', 'DOUBLE']
const times = ['DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE', 'INTERVAL']
const plain = new Set([...numbers, ...times, 'BOOLEAN', 'VARCHAR', 'BLOB', 'UUID'])
/** Types that lists and structs may contain. Their values pass through JSON. */
const nested = new Set([...numbers, 'BOOLEAN', 'VARCHAR', 'DATE', 'TIMESTAMP', 'DECIMAL'])
const mostDepth = 16

/** Returns true if the values of a type are numbers that JavaScript represents exactly. */
export function isSmallNumber(type: ValueType): boolean {
  return type.form === 'plain' && ['TINYINT', 'SMALLINT', 'INTEGER', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'FLOAT', 'DOUBLE'].includes(type.name)
}

/**
 * Parses the text of a column's type. Returns undefined for a type that outputs cannot have. Also returns undefined for another spelling of a type, because
 * each type has only one accepted text.
 */
export function readType(text: string): ValueType | undefined {
  const reader = { text, at: 0 }
  const type = typeAt(reader, 0)
  return type !== undefined && reader.at === text.length && type.text === text ? type : undefined
}

type Reader = { readonly text: string; at: number }

function typeAt(reader: Reader, depth: number): ValueType | undefined {
  if (depth > mostDepth) return undefined
  let type = take(reader, 'STRUCT(') ? structAt(reader, depth) : plainAt(reader)
  while (type !== undefined && take(reader, '[]')) type = isNestable(type) ? { form: 'list', text: `${type.text}[]`, item: type } : undefined
  return type
}

function plainAt(reader: Reader): ValueType | undefined {
  const [word = ''] = /^[A-Z_]+( WITH TIME ZONE)?/.exec(reader.text.slice(reader.at)) ?? []
  reader.at += word.length
  if (word !== 'DECIMAL') return plain.has(word) ? { form: 'plain', text: word, name: word } : undefined
  const [size = ''] = /^\(\d{1,2},\d{1,2}\)/.exec(reader.text.slice(reader.at)) ?? []
  reader.at += size.length
  return size === '' ? undefined : { form: 'plain', text: `DECIMAL${size}`, name: 'DECIMAL' }
}

function structAt(reader: Reader, depth: number): ValueType | undefined {
  const fields: { name: string; type: ValueType }[] = []
  do {
    const [quoted = ''] = /^"((?:[^"]|"")+)" /.exec(reader.text.slice(reader.at)) ?? []
    reader.at += quoted.length
    const type = typeAt(reader, depth + 1)
    if (quoted === '' || type === undefined || !isNestable(type)) return undefined
    fields.push({ name: quoted.slice(1, -2).replaceAll('""', '"'), type })
  } while (take(reader, ', '))
  if (!take(reader, ')') || new Set(fields.map(({ name }) => name.toLowerCase())).size < fields.length) return undefined
  const text = fields.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${type.text}`).join(', ')
  return fields.some(({ name }) => name === '__proto__') ? undefined : { form: 'struct', text: `STRUCT(${text})`, fields }
}

function isNestable(type: ValueType): boolean {
  return type.form !== 'plain' || nested.has(type.name)
}

function take(reader: Reader, sign: string): boolean {
  if (!reader.text.startsWith(sign, reader.at)) return false
  reader.at += sign.length
  return true
}
