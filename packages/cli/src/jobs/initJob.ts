import { existsSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { piModule } from '@infinitio/adapter-algorithm'
import { makeSales } from '@infinitio/adapter-data'
import { netModule, netSpace } from '@infinitio/adapter-optimise'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

const salesFile = 'sales.parquet'
const mostRows = 10_000_000
const sqlFile = `# infinitio jobs submit job.yaml
name: revenue by region
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  sum:
    adapter: data@1
    files: { sales: ./${salesFile} }
    map: select region, sum(amount) as amount, count(*) as sales from sales group by region
    combine: select region, sum(amount) as amount, sum(sales) as sales from parts group by region order by region
`

const exampleModule = 'pi.wasm'
const wasmFile = `# infinitio jobs submit job.yaml
name: estimate of pi
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  pi:
    adapter: algorithm@1
    files: { module: ./${exampleModule} }
    items: 100000000
`

const searchModule = 'net.wasm'
const searchFile = `# infinitio jobs submit job.yaml
name: search for a small net
max_cost: 0.50      # PT, with checks, gas and fees
deadline: 1h
tasks:
  search:
    adapter: optimise@1
    files: { module: ./${searchModule} }
    space: |
${netSpace.replace(/^(?=.)/gm, '      ')}    goal: minimise
    trials: 256
    steps: 64           # of the best trials
    least_steps: 4
    eta: 2              # one of two trials gets twice the steps
    fuel: 400000        # instructions of one step
    memory_pages: 1
`

/** A kind of example job. */
export type JobKind = 'sql' | 'wasm' | 'search'

const examples: Readonly<
  Record<JobKind, { readonly job: string; readonly data: string; readonly write: (path: string, rows: number) => Promise<void> | void }>
> = {
  sql: { job: sqlFile, data: salesFile, write: (path, rows) => makeSales({ path, rows }) },
  wasm: { job: wasmFile, data: exampleModule, write: (path) => writeFileSync(path, piModule, { flag: 'wx' }) },
  search: { job: searchFile, data: searchModule, write: (path) => writeFileSync(path, netModule, { flag: 'wx' }) },
}

/** Writes an example job and what it needs: a query over made-up sales, a WASM module, or a search of a module's parameters. Throws `api.invalid_field` if a file exists. */
export async function initJob(kind: JobKind, { out, rows, json }: CommonOptions & { readonly out: string; readonly rows: string }): Promise<void> {
  const data = resolve(dirname(out), examples[kind].data)
  await writeExample(kind, { out, data, rows })
  printResult({ json, value: { job: out, data }, text: `${out} and ${data}. Run: infinitio jobs submit ${out}` })
}

/** Writes an example job and its data. Throws `api.invalid_field` if a file exists, or for a wrong number of rows. */
export async function writeExample(
  kind: JobKind,
  { out, data, rows }: { readonly out: string; readonly data: string; readonly rows: string },
): Promise<void> {
  const count = Number(rows)
  if (!Number.isInteger(count) || count < 1 || count > mostRows) throw refusal('api.invalid_field', { detail: `--rows ${rows}: 1 to ${mostRows}` })
  for (const file of [out, data]) if (existsSync(file)) throw refusal('api.invalid_field', { detail: `${file} exists` })
  await examples[kind].write(data, count)
  writeFileSync(out, examples[kind].job, { flag: 'wx' })
}
