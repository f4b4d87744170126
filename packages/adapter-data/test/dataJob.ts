import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunLimits } from '@infinitio/tasks'
import { type DataInput, dataAdapter, prepareData, rowObjects } from '../src/index.ts'

/** Limits of time, memory and output that are large enough for every run that should succeed. */
export const limits: RunLimits = { seconds: 60, memoryBytes: 1_073_741_824, outputBytes: 67_108_864 }
export const never = new AbortController().signal

/** Makes a folder that is removed with the returned function. */
export function testFolder(): { path: (name: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'adapter-data-'))
  return { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true }) }
}

/** Two queries over one file called sales. */
export type Queries = { readonly map: string; readonly combine: string; readonly tasks?: number }

/** Prepares a job over a file. */
export function prepare(path: string, { map, combine, tasks }: Queries): Promise<DataInput> {
  const draft = { map, combine, split: 'sales', files: new Map([['sales', path]]), ...(tasks === undefined ? {} : { tasks }) }
  return prepareData({ draft, limits, signal: never })
}

/** Runs all chunks of all tasks of a job. Returns the outputs by task and chunk. */
export async function runAll(path: string, input: DataInput): Promise<Uint8Array[][]> {
  const files = new Map([['sales', path]])
  const chunks = Array.from({ length: input.chunks }, (_, chunk) => chunk)
  const outputs: Uint8Array[][] = []
  for (let task = 0; task < input.tasks; task += 1) {
    const found = await dataAdapter.run({ input, files, task, chunks, limits, signal: never })
    outputs.push(chunks.map((chunk) => found.get(chunk) ?? new Uint8Array()))
  }
  return outputs
}

/** Merges outputs and returns the result as objects. */
export async function merged(input: DataInput, outputs: readonly (readonly Uint8Array[])[]): Promise<Record<string, unknown>[]> {
  return rowObjects(await dataAdapter.merge({ input, outputs, files: new Map(), limits, signal: never }))
}
