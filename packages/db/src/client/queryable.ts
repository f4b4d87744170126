/**
 * `prepared`: the connection caches the plan. Use it for inserts that run many times a second, but not for look-ups: a plan made while a table was
 * empty scans the whole table once it is full.
 */
export interface QueryOptions {
  prepared: boolean
}

/**
 * The interface that query functions use. It runs one SQL text with its values and returns the rows. int8 and numeric columns are bigint, timestamptz
 * is Date, and pg decides the rest. A query function that reads columns declares them with `statement`.
 */
export interface Queryable {
  query(text: string, values: readonly unknown[], options?: QueryOptions): Promise<Record<string, unknown>[]>
}
