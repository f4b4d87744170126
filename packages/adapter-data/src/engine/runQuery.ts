import type { DuckDBConnection } from '@duckdb/node-api'
import { AdapterError } from '@infinitio/tasks/adapter'
import { manifest } from '../manifest/manifest.ts'
import { type Column, rowBytes } from '../rows/rowText.ts'
import { readType } from '../rows/valueType.ts'
import { engineFault } from './engineFault.ts'
import { valueJson } from './valueJson.ts'

/**
 * A checked query. `field` is the query's name in error messages, and `mostBytes` the largest size of its result. `keepsOrder` is true if its rows stay in the
 * order of its ORDER BY.
 */
export type QueryRun = {
  readonly connection: DuckDBConnection
  readonly field: 'map' | 'combine'
  readonly sql: string
  readonly mostBytes: number
  readonly keepsOrder: boolean
}

/**
 * Runs a checked query and returns its rows as bytes. Throws an AdapterError if it fails, has a column of a type that outputs cannot have, or returns too many
 * bytes.
 */
export async function runQuery(run: QueryRun): Promise<Uint8Array> {
  try {
    return await rowsOf(run)
  } catch (error) {
    throw engineFault(error, run.field)
  }
}

async function rowsOf({ connection, field, sql, mostBytes, keepsOrder }: QueryRun): Promise<Uint8Array> {
  const result = await connection.run(sql)
  const columns = columnsOf(
    field,
    result.columnNames(),
    result.columnTypes().map((type) => String(type)),
  )
  const lines: string[] = []
  let bytes = 0
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
    for (const row of chunk.getRows()) {
      const line = `[${row.map((value, at) => valueJson(value, columns[at]?.type)).join(',')}]`
      bytes += Buffer.byteLength(line) + 1
      if (bytes > mostBytes) throw new AdapterError('outputTooLarge', `${field}: the rows have more than ${mostBytes} bytes.`, { field })
      lines.push(line)
    }
  return rowBytes({ columns, lines, sorted: !keepsOrder })
}

/** Returns the columns of a result. Throws an AdapterError that names the first column that an output cannot have. */
export function columnsOf(field: string, names: readonly string[], types: readonly string[]): Column[] {
  if (names.length > manifest.mostColumns) throw new AdapterError('programRefused', `${field}: more than ${manifest.mostColumns} columns.`, { field })
  const seen = new Set<string>()
  return names.map((name, at) => {
    const type = readType(types[at] ?? '')
    if (type === undefined)
      throw new AdapterError(
        'programRefused',
        `${field}: column ${name} has the type ${types[at]?.slice(0, 100)}; cast it, such as ${name}::varchar.`,
        { field, name },
      )
    if (seen.has(name.toLowerCase())) throw new AdapterError('programRefused', `${field}: two columns are called ${name}.`, { field, name })
    seen.add(name.toLowerCase())
    return { name, type }
  })
}
