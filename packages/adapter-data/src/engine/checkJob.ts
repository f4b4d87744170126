import type { DuckDBConnection } from '@duckdb/node-api'
import type { Column } from '../rows/rowText.ts'
import { checkQuery, consistentFunctions } from './checkQuery.ts'
import { makeParts } from './combineParts.ts'
import { engineFault } from './engineFault.ts'
import { type FilePaths, makeViews } from './fileViews.ts'
import type { Engine } from './openEngine.ts'
import { type ParquetFacts, parquetFacts } from './parquetFacts.ts'
import { columnsOf } from './runQuery.ts'

/** A job that is not divided yet: its two queries, the name of the file to divide (`split`), and the paths of all files. */
export type JobDraft = { readonly map: string; readonly combine: string; readonly split: string; readonly paths: FilePaths }

/**
 * Checks both queries against the columns of the files, without reading rows. Returns the facts of the file that the job divides. Throws the same errors as a
 * run of the job.
 */
export async function checkJob({ engine, draft }: { engine: Engine; draft: JobDraft }): Promise<ParquetFacts> {
  const { connection } = engine
  const consistent = await consistentFunctions(connection)
  const { map, combine, split, paths } = draft
  await checkQuery({ connection, consistent, query: { field: 'map', sql: map, tables: new Set(Object.keys(paths)) } })
  await checkQuery({ connection, consistent, query: { field: 'combine', sql: combine, tables: new Set(['parts']) } })
  for (const [name, path] of Object.entries(paths)) await parquetFacts({ connection, name, path })
  await makeViews({ connection, paths, split, range: { from: 0, to: 0 } })
  await makeParts({ connection, columns: await preparedColumns(connection, 'map', map), outputs: [] })
  await preparedColumns(connection, 'combine', combine)
  return parquetFacts({ connection, name: split, path: paths[split] ?? '' })
}

async function preparedColumns(connection: DuckDBConnection, field: 'map' | 'combine', sql: string): Promise<Column[]> {
  const prepared = await connection.prepare(sql).catch((error: unknown) => {
    throw engineFault(error, field)
  })
  const places = Array.from({ length: prepared.columnCount }, (_, at) => at)
  return columnsOf(
    field,
    places.map((at) => prepared.columnName(at)),
    places.map((at) => String(prepared.columnType(at))),
  )
}
