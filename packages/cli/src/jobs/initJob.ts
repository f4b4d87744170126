import { existsSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { makeSales } from '@infinitio/adapter-data'
import { type ExampleKind, exampleJobs, netModule, piModule, primesModule, testRequests } from '@infinitio/jobs/examples'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

const mostRows = 10_000_000

const writers: Readonly<Record<ExampleKind, (path: string, rows: number) => Promise<void> | void>> = {
  sql: (path, rows) => makeSales({ path, rows }),
  wasm: (path) => writeFileSync(path, piModule, { flag: 'wx' }),
  search: (path) => writeFileSync(path, netModule, { flag: 'wx' }),
  inference: (path) => writeFileSync(path, testRequests(), { flag: 'wx' }),
  custom: (path) => writeFileSync(path, primesModule, { flag: 'wx' }),
}

/**
 * Writes an example job and its file: a query over made-up sales, a WASM module, a search of a module's parameters, questions to a model, or an adapter of
 * somebody else. Throws
 * `api.file_exists` if a file exists.
 */
export async function initJob(
  kind: ExampleKind,
  { out, rows, json }: CommonOptions & { readonly out: string; readonly rows: string },
): Promise<void> {
  const data = resolve(dirname(out), exampleJobs[kind].file)
  await writeExample(kind, { out, data, rows })
  printResult({ json, value: { job: out, data }, text: `${out} and ${data}. Run: infinitio jobs submit ${out}` })
}

/** Writes an example job and its data. Throws `api.file_exists` if a file exists, and `api.invalid_field` for a wrong number of rows. */
export async function writeExample(
  kind: ExampleKind,
  { out, data, rows }: { readonly out: string; readonly data: string; readonly rows: string },
): Promise<void> {
  const count = Number(rows)
  if (!Number.isInteger(count) || count < 1 || count > mostRows) throw refusal('api.invalid_field', { detail: `--rows ${rows}: 1 to ${mostRows}` })
  for (const file of [out, data]) if (existsSync(file)) throw refusal('api.file_exists', { detail: file })
  await writers[kind](data, count)
  writeFileSync(out, exampleJobs[kind].job, { flag: 'wx' })
}
