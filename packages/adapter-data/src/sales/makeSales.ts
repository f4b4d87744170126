import { runChild } from '../child/runChild.ts'

/**
 * Writes a Parquet file of sales at a path: region, product, amount and day, 1,000,000 rows unless told otherwise. The same number of rows gives the same rows on every
 * machine. Throws an AdapterError if the file cannot be written.
 */
export async function makeSales({
  path,
  rows = 1_000_000,
  signal = new AbortController().signal,
}: {
  path: string
  rows?: number
  signal?: AbortSignal
}): Promise<void> {
  const limits = { seconds: 60, memoryBytes: 1_073_741_824, outputBytes: 0 }
  await runChild({ request: { kind: 'sales', sales: { path, rows } }, limits, signal })
}
