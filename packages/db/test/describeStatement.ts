import type pg from 'pg'

/** A column of the result of a statement, as Postgres describes it. `tableID` and `columnID` are 0 for what is not a column of a table. */
export interface DescribedColumn {
  name: string
  dataTypeID: number
  tableID: number
  columnID: number
}

/** Has Postgres parse a statement and describe the columns of its result, with the parameters' types inferred as when it runs. It is not run. Throws as Postgres refuses it. */
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
