import type { CheckedColumn, Columns, RowOf } from './columns.ts'
import type { QueryOptions, Queryable } from './queryable.ts'

/** One SQL statement. The columns of the rows that it returns are declared. */
export interface Statement<Row> {
  /** Runs the statement and returns its rows. */
  rows(db: Queryable, values: readonly unknown[]): Promise<Row[]>
  /** Runs the statement and returns its first row; null if there is none. */
  first(db: Queryable, values: readonly unknown[]): Promise<Row | null>
  /** Runs a statement that always returns a row. Returns the first row; throws if there is none. */
  only(db: Queryable, values: readonly unknown[]): Promise<Row>
}

/** A statement's text and its declared columns. A test compares them with the database. */
export interface DeclaredStatement {
  readonly columns: Columns
  readonly text: string
}

const declared: DeclaredStatement[] = []

/** Returns the statements of all loaded modules. `test/statements.test.ts` lets Postgres describe each one and compares the columns. */
export function declaredStatements(): readonly DeclaredStatement[] {
  return declared
}

/** Declares a statement and its columns. Call it while a module loads, so that the test finds it. */
export function statement<const Of extends Columns>(columns: Of, text: string, options?: QueryOptions): Statement<RowOf<Of>> {
  declared.push({ columns, text })
  return statementOf(columns, text, options)
}

/**
 * Declares a statement whose text depends on arguments, and returns the function that builds it. `examples` are arguments with which the test builds the text;
 * together they must cause each part of the text to appear. A value must never become part of the text.
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
    // The cast is safe: a test compared the declared columns with Postgres' description of the statement.
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
