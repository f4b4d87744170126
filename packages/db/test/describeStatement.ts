import type pg from 'pg'

/** A column of a statement's result, as Postgres describes it. `tableID` and `columnID` are 0 if the column does not come directly from a table. */
export interface DescribedColumn {
  name: string
  dataTypeID: number
  tableID: number
  columnID: number
}

/**
 * Lets Postgres parse a statement and describe the columns of its result, without running it. Postgres infers the types of the parameters as it would for
 * running the statement. Throws Postgres' error.
 */
export function describeStatement(client: pg.Client, text: string): Promise<DescribedColumn[]> {
  const { promise, resolve, reject } = Promise.withResolvers<DescribedColumn[]>()
  let columns: DescribedColumn[] = []
  const description = {
    submit(connection: pg.Connection) {
      connection.parse({ name: '', text, types: [] }, true)
      connection.describe({ type: 'S', name: '' }, true)
      connection.sync()
    },
    handleRowDescription(message: { fields: DescribedColumn[] }) {
      columns = message.fields
    },
    handleError: reject,
    handleReadyForQuery: () => resolve(columns),
  }
  client.query(description)
  return promise
}
