import type { QueryResultRow } from 'pg'

/**
 * `prepared`: the connection keeps the plan. For inserts that run many times a second, and never for what looks rows up: a plan that was made
 * while a table was empty reads all of it when it is full.
 */
export interface QueryOptions {
  prepared: boolean
}

/**
 * What a query function needs: one SQL text with its values, rows back.
 * int8 and numeric columns come as bigint, timestamptz as Date, the rest as pg gives it.
 */
export interface Queryable {
  query<Row extends QueryResultRow>(text: string, values: readonly unknown[], options?: QueryOptions): Promise<Row[]>
}
