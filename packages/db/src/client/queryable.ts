/**
 * With `prepared`, the connection caches the query plan. Use it for inserts that run many times a second. Do not use it for look-ups: a plan that was made
 * while the table was empty scans the whole table, even when the table has become large.
 */
export interface QueryOptions {
  prepared: boolean
}

/**
 * The interface that query functions use. It runs one SQL text with its values and returns the rows. Values of int8 and numeric columns are bigint, values of
 * timestamptz columns are Date, and pg chooses the type of all others. A query function that reads columns declares them with `statement`.
 */
export interface Queryable {
  query(text: string, values: readonly unknown[], options?: QueryOptions): Promise<Record<string, unknown>[]>
}
