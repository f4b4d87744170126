/**
 * `prepared`: the connection keeps the plan. For inserts that run many times a second, and never for what looks rows up: a plan that was made
 * while a table was empty reads all of it when it is full.
 */
export interface QueryOptions {
  prepared: boolean
}

/**
 * What a query function needs: it sends one SQL text with its values and returns the rows. int8 and numeric columns come as bigint, timestamptz as Date, the
 * rest as pg gives it. A query function that reads columns declares them with `statement`.
 */
export interface Queryable {
  query(text: string, values: readonly unknown[], options?: QueryOptions): Promise<Record<string, unknown>[]>
}
