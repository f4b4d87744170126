/** The Postgres types that rows of ours may have, each with what a pool of ours reads it as (`columnTypes`). Amounts are bigint, never a decimal object. */
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

/** A Postgres type by the name that `pg_type` has for it. */
export type ColumnType = keyof ColumnValues

/** A column of a result: `text` is never null, `text?` may be null, and `text!` is never null although its table or an outer join allows it. */
export type Column = ColumnType | `${ColumnType}?` | `${ColumnType}!`

/** A column whose values are looked at when they are read: a list of words, or the shape of JSON. */
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

/** Names the columns of a row. Types come from `tables` where a column of a table is returned. */
export function rowOf<const Of extends Columns>(columns: Of): Of {
  return columns
}

/** The column of a table that an outer join may leave out. */
export function nullable<const Of extends Column>(column: Of): `${TypeOf<Of>}?` {
  return `${typeOf(column)}?` as `${TypeOf<Of>}?`
}

/** A column that may be null in its table, or that an outer join may leave out, and that is never null in these rows. */
export function present<const Of extends Column>(column: Of): `${TypeOf<Of>}!` {
  return `${typeOf(column)}!` as `${TypeOf<Of>}!`
}

/** A column of text that holds one of these words. A row with another word makes the statement throw. */
export function oneOf<const Of extends Column, const Word extends string>(column: Of, words: readonly Word[]): CheckedColumn<Word | OrNull<Of>> {
  const known = new Set<unknown>(words)
  const mayBeNull = column.endsWith('?')
  return { column, is: (value): value is Word | OrNull<Of> => known.has(value) || (mayBeNull && value === null) }
}

/** A column of JSON whose shape `is` looks at. A row of another shape makes the statement throw. */
export function jsonOf<const Of extends 'json' | 'jsonb' | 'json?' | 'jsonb?', Value>(
  column: Of,
  is: (value: unknown) => value is Value,
): CheckedColumn<Value | OrNull<Of>> {
  const mayBeNull = column.endsWith('?')
  return { column, is: (value): value is Value | OrNull<Of> => (mayBeNull && value === null) || is(value) }
}

/** The Postgres type of a column without its mark. */
export function typeOf(column: Column): ColumnType {
  return column.replace(/[?!]$/, '') as ColumnType
}
