// Measures how much slower the data adapter is than bare DuckDB: `npm run bench -- adapters`. It runs one task of 64 chunks over 4,000,000 rows, and the same
// queries without this package's code. `duckdbRatio` is the time of bare DuckDB, divided by the time of the adapter with its process. It also prints the time
// of the query over all rows at once.
import { DuckDBInstance } from '@duckdb/node-api'
import { chunkRange } from '@infinitio/tasks'
import { dataAdapter, makeSales, prepareData } from '../../src/index.ts'
import { limits, never, testFolder } from '../dataJob.ts'

const runs = 5
const rows = 4_000_000
const map = 'select region, sum(amount) as amount from sales group by region'
const combine = 'select region, sum(amount)::decimal(38, 2) as amount from parts group by region'
const folder = testFolder()
const path = folder.path('sales.parquet')
const files = new Map([['sales', path]])
const chunks = Array.from({ length: 64 }, (_, chunk) => chunk)
const samples = { duckdbRatio: [] as number[], dataMs: [] as number[], duckdbMs: [] as number[], wholeQueryMs: [] as number[] }

try {
  await makeSales({ path, rows })
  const input = { ...(await prepareData({ draft: { map, combine, split: 'sales', files, tasks: 1 }, limits, signal: never })), chunks: 64 }
  for (let run = 1; run <= runs; run += 1) {
    const duckdbMs = await timed(runBare)
    const adapterMs = await timed(async () => void (await dataAdapter.run({ input, files, task: 0, chunks, limits, signal: never })))
    const wholeQueryMs = await timed(async () => runQueries([`create temp view sales as select * from read_parquet('${path}')`]))
    samples.duckdbMs.push(duckdbMs)
    samples.dataMs.push(adapterMs)
    samples.wholeQueryMs.push(wholeQueryMs)
    samples.duckdbRatio.push(duckdbMs / adapterMs)
    console.log(
      `run ${run} of ${runs}: ${Math.round(adapterMs)} ms, bare DuckDB ${Math.round(duckdbMs)} ms, the whole query ${Math.round(wholeQueryMs)} ms`,
    )
  }
} finally {
  folder.remove()
}
console.log(JSON.stringify(samples))

/** Runs the chunks of the task with DuckDB only, without this package's code. */
function runBare(): Promise<void> {
  const views = chunks.map((chunk) => {
    const { from, to } = chunkRange({ items: rows, tasks: 1, chunks: 64, task: 0, chunk })
    const read = `read_parquet('${path}', file_row_number = true)`
    return `create temp view sales as select * exclude (file_row_number) from ${read} where file_row_number >= ${from} and file_row_number < ${to}`
  })
  return runQueries(views)
}

async function runQueries(views: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MiB' })
  for (const view of views) {
    const connection = await instance.connect()
    await connection.run(view)
    await connection.runAndReadAll(map)
    connection.closeSync()
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
