import type { DuckDBConnection } from '@duckdb/node-api'
import type { ChunkRange } from '@infinitio/tasks/adapter'
import { sqlName, sqlText } from './openEngine.ts'

/** The path of each file of a job on this machine, by its name. */
export type FilePaths = Readonly<Record<string, string>>

/** Makes a view for each file under the file's name. The view of the divided file has only the rows of `range`. */
export async function makeViews({
  connection,
  paths,
  split,
  range,
}: {
  connection: DuckDBConnection
  paths: FilePaths
  split: string
  range: ChunkRange
}): Promise<void> {
  for (const [name, path] of Object.entries(paths)) await connection.run(viewOf({ name, path, range: name === split ? range : undefined }))
}

function viewOf({ name, path, range }: { name: string; path: string; range: ChunkRange | undefined }): string {
  const create = `create or replace temp view ${sqlName(name)} as`
  if (range === undefined) return `${create} select * from read_parquet(${sqlText(path)})`
  const read = `read_parquet(${sqlText(path)}, file_row_number = true)`
  return `${create} select * exclude (file_row_number) from ${read} where file_row_number >= ${range.from} and file_row_number < ${range.to}`
}
