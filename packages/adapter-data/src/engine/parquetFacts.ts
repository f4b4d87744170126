import type { DuckDBConnection } from '@duckdb/node-api'
import { AdapterError } from '@infinitio/tasks/adapter'
import { sqlText } from './openEngine.ts'

/** The number of rows and the columns of a Parquet file, with DuckDB's types. */
export type ParquetFacts = { readonly rows: number; readonly columns: readonly { readonly name: string; readonly type: string }[] }

/** Reads the footer of a file. Throws an AdapterError if it is not Parquet. Messages contain `name`. */
export async function parquetFacts({ connection, name, path }: { connection: DuckDBConnection; name: string; path: string }): Promise<ParquetFacts> {
  try {
    const footer = await connection.runAndReadAll(`select num_rows from parquet_file_metadata(${sqlText(path)})`)
    const empty = await connection.runAndReadAll(`select * from read_parquet(${sqlText(path)}) limit 0`)
    const columns = empty.columnNames().map((column, at) => ({ name: column, type: String(empty.columnType(at)) }))
    return { rows: Number(footer.getRows()[0]?.[0]), columns }
  } catch {
    throw new AdapterError('fileUnreadable', `The file ${name} cannot be read as Parquet.`, { name })
  }
}
