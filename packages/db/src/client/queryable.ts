import type { QueryResultRow } from 'pg'

/**
 * What a query function needs: one SQL text with its values, rows back.
 * int8 and numeric columns come as bigint, timestamptz as Date, the rest as pg gives it.
 */
export interface Queryable {
  query<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]>
}
