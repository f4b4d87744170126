import { type ExampleKind, netModule, piModule } from '@infinitio/jobs/examples'
import type { FileFacts } from '@infinitio/jobs/price'
import { exampleRows } from '#web/features/jobs/exampleFile.ts'

/** The size of the example sales, which a test compares. To write them only for a price would take a second of a browser. */
const salesBytes = 5_380_811

/** The size of the example files, and the rows of the example sales. */
const exampleFacts: Readonly<Record<ExampleKind, FileFacts>> = {
  sql: { bytes: salesBytes, rows: exampleRows },
  wasm: { bytes: piModule.length },
  search: { bytes: netModule.length },
}

/** A file that a person chose, or the example of a kind of job. */
export type ChosenFile = File | ExampleKind

/** Returns the size of a file. Reads the rows of a Parquet file from its footer; other files have none. */
export async function fileFacts(file: ChosenFile): Promise<FileFacts> {
  if (typeof file === 'string') return exampleFacts[file]
  const { parquetMetadataAsync } = await import('hyparquet')
  const buffer = { byteLength: file.size, slice: (from: number, to?: number) => file.slice(from, to).arrayBuffer() }
  const rows = await parquetMetadataAsync(buffer).then(
    ({ num_rows: count }) => Number(count),
    () => null,
  )
  return { bytes: file.size, ...(rows === null ? {} : { rows }) }
}
