import type { CheckedColumn, Columns, RowOf } from './columns.ts'
import type { QueryOptions, Queryable } from './queryable.ts'

/** One SQL text whose rows have known columns. */
export interface Statement<Row> {
  /** Runs the statement and returns its rows. */
  rows(db: Queryable, values: readonly unknown[]): Promise<Row[]>
  /** Runs the statement and returns its first row, or null when there is none. */
  first(db: Queryable, values: readonly unknown[]): Promise<Row | null>
  /** Runs a statement that always returns a row, and returns the first. Throws when there is none. */
  only(db: Queryable, values: readonly unknown[]): Promise<Row>
}

/** What a test compares with the database: a text and the columns that it is to return. */
export interface DeclaredStatement {
  readonly columns: Columns
  readonly text: string
}

const declared: DeclaredStatement[] = []

/** Returns the statements of all modules that are loaded. `test/statements.test.ts` has Postgres describe each one and compares the columns. */
export function declaredStatements(): readonly DeclaredStatement[] {
  return declared
}

/** Declares a statement and the columns that it returns. Call it where a module is loaded, so that the test sees it. */
export function statement<const Of extends Columns>(columns: Of, text: string, options?: QueryOptions): Statement<RowOf<Of>> {
  declared.push({ columns, text })
  return statementOf(columns, text, options)
}

/**
 * Declares a statement whose text depends on arguments, and returns the function that gives it. `examples` are the arguments with which the test looks at
 * it: name those that make each part of the text appear. A value never becomes a part of the text.
 */
export function statementFor<const Of extends Columns, Args extends readonly unknown[]>(
  columns: Of,
  textOf: (...args: Args) => string,
  examples: readonly Readonly<Args>[],
): (...args: Args) => Statement<RowOf<Of>> {
  for (const example of examples) declared.push({ columns, text: textOf(...(example as Args)) })
  return (...args) => statementOf(columns, textOf(...args))
}

function statementOf<const Of extends Columns>(columns: Of, text: string, options?: QueryOptions): Statement<RowOf<Of>> {
  type Row = RowOf<Of>
  const checked = Object.entries(columns).filter((entry): entry is [string, CheckedColumn<unknown>] => typeof entry[1] === 'object')
  const rows = async (db: Queryable, values: readonly unknown[]): Promise<Row[]> => {
    const found = await db.query(text, values, options)
    if (checked.length > 0) for (const row of found) checkRow(row, { checked, text })
    // The columns are those that Postgres describes: a test has compared them.
    return found as Row[]
  }
  return {
    rows,
    first: async (db, values) => (await rows(db, values))[0] ?? null,
    async only(db, values) {
      const [row] = await rows(db, values)
      if (row === undefined) throw new Error(`the statement returned no row: ${text}`)
      return row
    },
  }
}

function checkRow(row: Record<string, unknown>, { checked, text }: { checked: [string, CheckedColumn<unknown>][]; text: string }): void {
  for (const [name, { is }] of checked) {
    if (!is(row[name])) throw new Error(`the column ${name} holds a value that is not expected there, in a row of: ${text}`)
  }
}
