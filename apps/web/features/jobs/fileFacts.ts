import type { ExampleKind } from '@infinitio/jobs/examples'
import type { FileFacts } from '@infinitio/jobs/price'
import { exampleFacts } from '#web/features/jobs/exampleFacts.ts'

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
