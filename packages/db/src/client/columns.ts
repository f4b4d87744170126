/**
 * The Postgres types that columns may have, each with the TypeScript type of the values that a pool returns (see `columnTypes`). Amounts are bigint, never a
 * decimal object.
 */
export interface ColumnValues {
  bool: boolean
  bytea: Buffer
  float8: number
  int2: number
  int4: number
  int8: bigint
  json: unknown
  jsonb: unknown
  name: string
  numeric: bigint
  text: string
  timestamptz: Date
  uuid: string
  varchar: string
  'int4[]': number[]
  'text[]': string[]
  'uuid[]': string[]
}

/** A Postgres type, by its name in the catalogue table `pg_type`. */
export type ColumnType = keyof ColumnValues

/**
 * The type of a result's column. `text` is never null, and `text?` may be null. `text!` is never null in this result, although its table or an outer join
 * allows null.
 */
export type Column = ColumnType | `${ColumnType}?` | `${ColumnType}!`

/** A column whose values are checked on reading: they must be one of a list of words, or JSON of a given shape. */
export interface CheckedColumn<Value> {
  readonly column: Column
  readonly is: (value: unknown) => value is Value
}

/** The columns of a row, by the names that the statement gives them. */
export type Columns = Readonly<Record<string, Column | CheckedColumn<unknown>>>

type TypeOf<Text extends Column> = Text extends `${infer Type extends ColumnType}${'?' | '!'}` ? Type : Text extends ColumnType ? Text : never
type OrNull<Text extends Column> = Text extends `${string}?` ? null : never

type ValueOf<Of> = Of extends CheckedColumn<infer Value> ? Value : Of extends Column ? ColumnValues[TypeOf<Of>] | OrNull<Of> : never

/** The row that a statement with these columns returns. */
export type RowOf<Of extends Columns> = { [Name in keyof Of]: ValueOf<Of[Name]> }

/** Declares the columns of a row. A column of a table takes its type from `tables`. */
export function rowOf<const Of extends Columns>(columns: Of): Of {
  return columns
}

/** Returns the type of a table's column, with null added because an outer join may have no row of the table. */
export function nullable<const Of extends Column>(column: Of): `${TypeOf<Of>}?` {
  return `${typeOf(column)}?` as `${TypeOf<Of>}?`
}

/** Returns the type of a column that is never null in these rows, although its table or an outer join allows null. */
export function present<const Of extends Column>(column: Of): `${TypeOf<Of>}!` {
  return `${typeOf(column)}!` as `${TypeOf<Of>}!`
}

/** Returns a text column that contains one of these words. A row with another word makes the statement throw. */
export function oneOf<const Of extends Column, const Word extends string>(column: Of, words: readonly Word[]): CheckedColumn<Word | OrNull<Of>> {
  const known = new Set<unknown>(words)
  const mayBeNull = column.endsWith('?')
  return { column, is: (value): value is Word | OrNull<Of> => known.has(value) || (mayBeNull && value === null) }
}

/** Returns a JSON column of which `is` checks the shape. If a row has another shape, the statement throws. */
export function jsonOf<const Of extends 'json' | 'jsonb' | 'json?' | 'jsonb?', Value>(
  column: Of,
  is: (value: unknown) => value is Value,
): CheckedColumn<Value | OrNull<Of>> {
  const mayBeNull = column.endsWith('?')
  return { column, is: (value): value is Value | OrNull<Of> => (mayBeNull && value === null) || is(value) }
}

/** Returns the Postgres type of a declared column, without the mark `?` or `!`. */
export function typeOf(column: Column): ColumnType {
  return column.replace(/[?!]$/, '') as ColumnType
}

/** Returns the name of the column for a field's name, for example lease_id for leaseId. */
export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
