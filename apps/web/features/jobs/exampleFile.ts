import { exampleJobs, type ExampleKind, netModule, piModule } from '@infinitio/jobs/examples'
import { makeExampleSales } from '#web/features/jobs/exampleSales.ts'

/** The rows of the example sales. */
export const exampleRows = 1_000_000

/** Returns the example file of a kind of job, which this browser makes. */
export async function exampleFile(kind: ExampleKind): Promise<Uint8Array<ArrayBuffer>> {
  if (kind === 'sql') return await makeExampleSales(exampleRows)
  return new Uint8Array(kind === 'wasm' ? piModule : netModule)
}

/** Returns the kind whose example has this path, or null. */
export function exampleOfPath(path: string): ExampleKind | null {
  const kinds = Object.keys(exampleJobs) as ExampleKind[]
  return kinds.find((kind) => path === `./${exampleJobs[kind].file}`) ?? null
}
