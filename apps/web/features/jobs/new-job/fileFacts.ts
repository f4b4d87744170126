import { artefactLimits } from '@infinitio/domain'
import { type ExampleKind, netModule, piModule, primesModule, testRequests } from '@infinitio/jobs/examples'
import type { FileFacts } from '@infinitio/jobs/price'
import { exampleRows } from '#web/features/jobs/new-job/exampleFile.ts'

/** The size of the example sales in bytes. A test compares it with the real file, which a browser needs a second to create. */
const salesBytes = 5_380_811
const questions = testRequests()

/** The sizes of the example files in bytes, the number of rows of the example sales, and the number of the example requests. */
const exampleFacts: Readonly<Record<ExampleKind, FileFacts>> = {
  sql: { bytes: salesBytes, rows: exampleRows },
  wasm: { bytes: piModule.length },
  search: { bytes: netModule.length },
  custom: { bytes: primesModule.length },
  inference: { bytes: questions.length, rows: questions.split('\n').length - 1, tokens: 1 },
}

/** The input of a job that the user chose: a file, or an example, given as its kind of job. The page creates the example file of that kind. */
export type ChosenFile = File | ExampleKind

/**
 * Returns the size of a file. For a Parquet file it also returns the number of rows, from the footer of the file. For a file of requests (JSON lines) it also
 * returns the number of requests and the largest token limit among them, or the first fault with its line. It reads no such file above 16 MiB.
 */
export async function fileFacts(file: ChosenFile): Promise<FileFacts> {
  if (typeof file === 'string') return exampleFacts[file]
  if ((await file.slice(0, 1).text()) === '{') return { bytes: file.size, ...(file.size > artefactLimits.bytes ? {} : await requestFacts(file)) }
  const { parquetMetadataAsync } = await import('hyparquet')
  const buffer = { byteLength: file.size, slice: (from: number, to?: number) => file.slice(from, to).arrayBuffer() }
  const rows = await parquetMetadataAsync(buffer).then(
    ({ num_rows: count }) => Number(count),
    () => null,
  )
  return { bytes: file.size, ...(rows === null ? {} : { rows }) }
}

async function requestFacts(file: File): Promise<Omit<FileFacts, 'bytes'>> {
  const { requestFileFacts } = await import('@infinitio/jobs/price')
  return requestFileFacts(new Uint8Array(await file.arrayBuffer()))
}
