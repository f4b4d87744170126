import { statSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { sha256Hex } from '@infinitio/domain'
import { afterAll, expect, test } from 'vitest'
import { makeSales } from '../src/index.ts'
import { merged, prepare, runAll, testFolder } from './dataJob.ts'

const folder = testFolder()
afterAll(() => folder.remove())

test('a job over 1,000,000 rows in 4 tasks of 64 chunks gives what one query gives, with the same bytes on every machine', {
  timeout: 300_000,
}, async () => {
  const path = folder.path('sales.parquet')
  await makeSales({ path })
  expect(statSync(path).size).toBeLessThan(12_000_000)
  const map = 'select region, sum(amount) as amount, count(*) as n from sales group by region'
  const combine = 'select region, sum(amount)::decimal(38, 2) as amount, sum(n)::bigint as n from parts group by region order by region'
  const input = await prepare(path, { map, combine })
  expect(input).toMatchObject({ tasks: 4, chunks: 64, rows: 1_000_000 })
  const outputs = await runAll(path, input)
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const whole = await connection.runAndReadAll(`${map.replace('from sales', `from read_parquet('${path}')`)} order by region`)
  expect(await merged(input, outputs)).toEqual(whole.getRows().map(([region, amount, n]) => ({ region, amount: String(amount), n: String(n) })))
  expect(sha256Hex(new Uint8Array(Buffer.concat(outputs.flat())))).toBe('0xaa0f52db82c11eb60e85072a554ca330c4bd820eda2cbc5d05dbf9469bbe98c7')
})
