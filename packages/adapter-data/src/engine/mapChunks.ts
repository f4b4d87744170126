import { AdapterError, chunkRange } from '@infinitio/tasks/adapter'
import type { DataInput } from '../input/dataInput.ts'
import { manifest } from '../manifest/manifest.ts'
import { checkQuery, consistentFunctions } from './checkQuery.ts'
import { type FilePaths, makeViews } from './fileViews.ts'
import type { Engine } from './openEngine.ts'
import { parquetFacts } from './parquetFacts.ts'
import { runQuery } from './runQuery.ts'

/** The arguments of a run: some chunks of a task, with the path of each file. */
export type MapRun = { readonly input: DataInput; readonly paths: FilePaths; readonly task: number; readonly chunks: readonly number[] }

/**
 * Runs the map query over each chunk (range of rows) and calls `found` with its output. Each chunk has its own connection, so a query sees nothing that an
 * earlier chunk created.
 */
export async function mapChunks({
  engine,
  run,
  found,
}: {
  engine: Engine
  run: MapRun
  found: (chunk: number, output: Uint8Array) => Promise<void>
}): Promise<void> {
  const { input, paths, task, chunks } = run
  const query = { field: 'map', sql: input.map, tables: new Set(Object.keys(input.files)) } as const
  await checkQuery({ connection: engine.connection, consistent: await consistentFunctions(engine.connection), query })
  await checkRows(engine, run)
  for (const chunk of chunks) {
    const range = chunkRange({ items: input.rows, tasks: input.tasks, chunks: input.chunks, task, chunk })
    const connection = await engine.connect()
    await makeViews({ connection, paths, split: input.split, range })
    const output = await runQuery({ connection, field: 'map', sql: input.map, mostBytes: manifest.mostChunkBytes, keepsOrder: false })
    connection.closeSync()
    await found(chunk, output)
  }
}

/** Throws an AdapterError if a file is not Parquet, or if the divided file does not have as many rows as the input says. */
async function checkRows({ connection }: Engine, { input, paths }: MapRun): Promise<void> {
  for (const [name, path] of Object.entries(paths)) {
    const { rows } = await parquetFacts({ connection, name, path })
    if (name === input.split && rows !== input.rows)
      throw new AdapterError('fileUnreadable', `The file ${name} has ${rows} rows, not ${input.rows}.`, { field: 'rows', name })
  }
}
