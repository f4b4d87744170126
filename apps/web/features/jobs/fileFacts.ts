import { type ExampleKind, netModule, piModule } from '@infinitio/jobs/examples'
import type { FileFacts } from '@infinitio/jobs/price'
import { exampleRows } from '#web/features/jobs/exampleFile.ts'

/** The size of the example sales in bytes. A test compares it with the real file, which a browser needs a second to create. */
const salesBytes = 5_380_811

/** The sizes of the example files in bytes, and the number of rows of the example sales. */
const exampleFacts: Readonly<Record<ExampleKind, FileFacts>> = {
  sql: { bytes: salesBytes, rows: exampleRows },
  wasm: { bytes: piModule.length },
  search: { bytes: netModule.length },
}

/** A file that the user chose. If the user chose an example instead, it is the kind of job, and the page creates the example file of that kind. */
export type ChosenFile = File | ExampleKind

/** Returns the size of a file. For a Parquet file it also returns the number of rows, from the footer of the file. */
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
