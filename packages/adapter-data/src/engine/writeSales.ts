import { DuckDBInstance } from '@duckdb/node-api'
import { sqlText } from './openEngine.ts'

/** The path at which to write the example file, and the number of its rows. */
export type SalesFile = { readonly path: string; readonly rows: number }

/** The number of rows in one row group of the Parquet file. A chunk reads every group that contains some of its rows, so small groups save reading. */
const groupRows = 16_384

/**
 * Writes an example file to try queries on: sales with region, product, amount and day. Each value follows from the number of its row by a multiplication
 * modulo a prime. So the same number of rows gives the same rows everywhere.
 */
export async function writeSales({ path, rows }: SalesFile): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const regions = "['Africa', 'Asia', 'Europe', 'North America', 'Oceania', 'South America']"
  const mixed = 'select i, (i * 48271 + 11) % 2147483647 as a, (i * 69621 + 7) % 2147483629 as b, (i * 40692 + 5) % 2147483399 as c'
  const columns = [
    `${regions}[1 + (a // 1009) % 6] as region`,
    "'P' || lpad(((b // 1013) % 240)::varchar, 3, '0') as product",
    '((c // 1019) % 99900 + 100)::decimal(10, 0) * 0.01::decimal(3, 2) as amount',
    "date '2025-01-01' + ((a // 7919 + i) % 365)::integer as day",
  ]
  const select = `select ${columns.join(', ')} from (${mixed} from range(${rows}) numbers(i))`
  await connection.run(`copy (${select}) to ${sqlText(path)} (format parquet, compression uncompressed, row_group_size ${groupRows})`)
}
