import { exampleJobs, type ExampleKind, netModule, piModule, primesModule, testRequests } from '@infinitio/jobs/examples'
import { makeExampleSales } from '#web/features/jobs/new-job/exampleSales.ts'

/** The number of rows in the example sales. */
export const exampleRows = 1_000_000

const modules = { wasm: piModule, search: netModule, custom: primesModule } as const

/** Creates the example file for a kind of job in this browser. */
export async function exampleFile(kind: ExampleKind): Promise<Uint8Array<ArrayBuffer>> {
  if (kind === 'sql') return await makeExampleSales(exampleRows)
  if (kind === 'inference') return new TextEncoder().encode(testRequests())
  return new Uint8Array(modules[kind])
}

/** Returns true if there is an example file for a kind of job. A page cannot create a scene of Blender. */
export function hasExample(kind: string): kind is ExampleKind {
  return Object.hasOwn(exampleJobs, kind)
}

/** Returns the kind of job that has this path for its example file, or null. */
export function exampleOfPath(path: string): ExampleKind | null {
  const kinds = Object.keys(exampleJobs) as ExampleKind[]
  return kinds.find((kind) => path === `./${exampleJobs[kind].file}`) ?? null
}
