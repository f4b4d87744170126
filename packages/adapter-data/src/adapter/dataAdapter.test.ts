import { readFileSync, writeFileSync } from 'node:fs'
import { sha256Hex } from '@infinitio/domain'
import { AdapterError } from '@infinitio/tasks'
import { adapterDigest } from '@infinitio/tasks/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits, merged, never, prepare, type Queries, runAll, testFolder } from '../../test/dataJob.ts'
import { digestSource } from '../../test/digestSource.ts'
import { type DataInput, dataAdapter, isDataInstalled, makeSales, rowsCsv } from '../index.ts'

const folder = testFolder()
const sales = folder.path('sales.parquet')
const files = new Map([['sales', sales]])
const bySums: Queries = {
  map: 'select region, sum(amount) as amount, count(*) as n, min(day) as first, max(day) as last from sales group by region',
  combine:
    'select region, sum(amount)::decimal(38, 2) as amount, sum(n)::bigint as n, min(first) as first, max(last) as last from parts group by region order by region',
}

beforeAll(() => makeSales({ path: sales, rows: 3_000 }))
afterAll(() => folder.remove())

async function faultOf(run: Promise<unknown>): Promise<AdapterError> {
  const error = await run.then(
    () => new Error('it ended well'),
    (reason: unknown) => reason,
  )
  if (error instanceof AdapterError) return error
  throw error
}

const whole = async (queries: Queries): Promise<DataInput> => ({ ...(await prepare(sales, { ...queries, tasks: 1 })), chunks: 1 })
const runOne = (input: DataInput, more: Partial<Parameters<typeof dataAdapter.run>[0]> = {}) =>
  dataAdapter.run({ input, files, task: 0, chunks: [0], limits, signal: never, ...more })

describe('a data job', () => {
  test('gives a sample of its chunks the same bytes as all of them', async () => {
    const input = await prepare(sales, bySums)
    expect(input).toMatchObject({ tasks: 1, chunks: 64, rows: 3_000 })
    const [all = []] = await runAll(sales, input)
    const sample = await runOne(input, { chunks: [63, 5] })
    expect([...sample.keys()]).toEqual([63, 5])
    for (const [chunk, output] of sample) expect(Buffer.from(output).toString()).toBe(Buffer.from(all[chunk] ?? []).toString())
    expect(new Set(all.map((output) => Buffer.from(output).toString())).size).toBeGreaterThan(60)
    // Every machine must give these bytes as the outputs and the result of the job.
    expect(sha256Hex(new Uint8Array(Buffer.concat(all)))).toBe('0x36f1b52104dcf7935e044c72cc1726ea660b22dd39a00a9855aa614dc2b9eaac')
  })

  test('gives one result however its rows are divided', async () => {
    const one = await whole(bySums)
    const expected = await merged(one, await runAll(sales, one))
    expect(expected.reduce((sum, { n }) => sum + Number(n), 0)).toBe(3_000)
    for (const [tasks, chunks] of [
      [1, 7],
      [2, 64],
    ] as const) {
      const input = { ...one, tasks, chunks }
      expect(await merged(input, await runAll(sales, input))).toEqual(expected)
    }
  })

  test('keeps the sequence of ORDER BY in its result, and sorts rows without one', async () => {
    const map = 'select product, sum(amount) as amount from sales group by product'
    const ordered = await whole({ map, combine: 'select product, amount from parts order by amount desc, product limit 20' })
    const plain = await whole({ map, combine: 'select product, amount from parts limit 20' })
    const amounts = (await merged(ordered, await runAll(sales, ordered))).map(({ amount }) => Number(amount))
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a))
    const products = (await merged(plain, await runAll(sales, plain))).map(({ product }) => String(product))
    expect(products).toEqual(products.toSorted())
  })

  test('gives every type of value back as it was', async () => {
    const values = [
      ['1.10::decimal(5, 2)', '-0.05::decimal(38, 20)', '170141183460469231731687303715884105727::hugeint', '18446744073709551615::ubigint'],
      ['0.1::double + 0.2', "'nan'::double", "'-inf'::double", '-0.0::double', '5e-324::double', '0.1::float', 'true', 'null::integer'],
      ["'a\"b,\n' || chr(8232)", "''", "'\\xAA\\x00\\x5C'::blob", "uuid '00000000-0000-0000-0000-0000000000ff'"],
      ["date '-infinity'", "date '0044-01-01 (BC)'", "time '01:02:03.5'", "timestamp 'infinity'", "timestamp '2024-01-01 00:00:00.123456'"],
      ["timestamp_ns '2024-01-01 00:00:00.123456789'", "timestamptz '2024-01-01 02:00:00.5+02'", "interval '-1 month 3.5 seconds'"],
      [
        '[1::bigint, 9007199254740993, null]',
        "[[], null, ['x']]",
        "{'a': 1.50::decimal(4, 2), 'b': [{'c': date '2024-02-29', 'd': true}], 'e f': null::varchar}",
      ],
      ["[0.1::double, 'nan'::double]", '[1, 2]::integer[2]::integer[]', "[timestamp '2024-01-01 00:00:00.5']"],
    ].flat()
    const map = `select ${values.map((value, at) => `${value} as c${at}`).join(', ')} from sales limit 1`
    const same = values.map((value, at) => `(c${at} is not distinct from ${value}) as c${at}`).join(', ')
    const input = await whole({ map, combine: `select ${same} from parts` })
    const [row = {}] = await merged(input, await runAll(sales, input))
    expect(
      Object.entries(row)
        .filter(([, isSame]) => isSame !== true)
        .map(([name]) => values[Number(name.slice(1))]),
    ).toEqual([])
    const copy = await whole({ map, combine: 'select * from parts' })
    const outputs = await runAll(sales, copy)
    const result = await dataAdapter.merge({ input: copy, outputs, files, limits, signal: never })
    expect(Buffer.from(result).toString()).toBe(Buffer.from(outputs[0]?.[0] ?? []).toString())
  })

  test('is shown as CSV', async () => {
    const map = "select 'a \"b\", c' as text, null::integer as nothing, '' as empty, [1, 2] as list, 1.50::decimal(5, 2) as amount from sales limit 1"
    const input = await whole({ map, combine: 'select * from parts' })
    const result = await dataAdapter.merge({ input, outputs: await runAll(sales, input), files, limits, signal: never })
    expect(rowsCsv(result)).toBe('text,nothing,empty,list,amount\r\n"a ""b"", c",,"","[""1"",""2""]",1.50\r\n')
  })

  test('is installed here', () => {
    expect(isDataInstalled()).toBe(true)
  })

  test('has a digest of its present code, manifest and engine', () => {
    expect(dataAdapter.digest, 'run node packages/adapter-data/scripts/writeDigest.ts').toBe(adapterDigest(digestSource))
  })
})

describe('a data job that fails', () => {
  test('is refused before it is signed', async () => {
    const column = await faultOf(prepare(sales, { map: 'select region,\n regoin from sales', combine: 'select 1 as a' }))
    expect([column.reason, column.place.line]).toEqual(['programFailed', 2])
    const combine = await faultOf(prepare(sales, { map: 'select region from sales', combine: 'select amount from parts' }))
    expect([combine.reason, combine.place.field]).toEqual(['programFailed', 'combine'])
    expect((await faultOf(prepare(sales, { map: "select * from read_csv('/etc/passwd')", combine: 'select 1 as a' }))).place.name).toBe('read_csv')
    expect((await faultOf(prepare(sales, { map: 'select map {1: 2} as m from sales', combine: 'select 1 as a' }))).place.name).toBe('m')
    expect((await faultOf(prepare(sales, { map: 'select 1 as a, 2 as A from sales', combine: 'select 1 as a' }))).message).toContain(
      'two columns are called A',
    )
    expect((await faultOf(prepare(folder.path('none'), bySums))).reason).toBe('fileUnreadable')
  })

  test('checks its queries on each machine again', async () => {
    const input = { ...(await whole(bySums)), map: 'select random() as a from sales' }
    const error = await faultOf(runOne(input))
    expect([error.code, error.place]).toEqual([101, { field: 'map', line: 1, name: 'random' }])
  })

  test('ends at a file that is missing, another one, corrupt, or of another length', async () => {
    const input = await whole(bySums)
    expect((await faultOf(runOne(input, { files: new Map() }))).code).toBe(300)
    writeFileSync(folder.path('other'), readFileSync(sales).fill(1, 100, 101))
    expect((await faultOf(runOne(input, { files: new Map([['sales', folder.path('other')]]) }))).code).toBe(300)
    expect((await faultOf(runOne({ ...input, rows: 2_999 }))).message).toContain('has 3000 rows, not 2999')
    const corrupt = folder.path('corrupt')
    const bytes = readFileSync(sales)
    for (const wrong of [bytes.subarray(0, bytes.length - 9), Buffer.from('PAR1 and nothing else PAR1'), Buffer.alloc(0)]) {
      writeFileSync(corrupt, wrong)
      expect((await faultOf(prepare(corrupt, bySums))).reason).toBe('fileUnreadable')
    }
  })

  test('ends when it needs too much memory, in the engine and beside it', async () => {
    const many = "count(distinct i::varchar || repeat('x', 40)) as n from range(100000000) t(i)"
    const sorted = await whole({ map: `select ${many}`, combine: 'select 1 as a' })
    expect((await faultOf(runOne(sorted))).reason).toBe('tooMuchMemory')
    const beside = await faultOf(runOne(await whole(bySums), { limits: { ...limits, memoryBytes: 20_000_000 } }))
    expect(beside.code).toBe(201)
  })

  test('ends when its time is over or it is called off, whatever it calculates', async () => {
    const forEver = await whole({ map: 'select sum(a.i * b.i) as n from range(10000000000) a(i), range(1000000) b(i)', combine: 'select 1 as a' })
    const began = Date.now()
    expect((await faultOf(runOne(forEver, { limits: { ...limits, seconds: 1 } }))).reason).toBe('tooLong')
    expect(Date.now() - began).toBeLessThan(10_000)
    const away = new AbortController()
    setTimeout(() => away.abort(new Error('a lease was settled')), 500)
    await expect(runOne(forEver, { signal: away.signal })).rejects.toThrow('a lease was settled')
  })

  test('ends when its rows are too many', async () => {
    const input = await whole({ map: "select repeat('x', 1000000) as text from sales limit 5", combine: 'select 1 as a' })
    expect((await faultOf(runOne(input))).code).toBe(104)
    const small = await whole(bySums)
    expect((await faultOf(runOne(small, { limits: { ...limits, outputBytes: 10 } }))).reason).toBe('outputTooLarge')
  })

  test('sees nothing of the file but its columns', async () => {
    for (const column of ['filename', 'file_row_number', 'file_index', 'rowid'])
      expect((await faultOf(prepare(sales, { map: `select ${column} from sales`, combine: 'select 1 as a' }))).reason, column).toBe('programFailed')
  })

  test('ends at a value that cannot be calculated', async () => {
    const error = await faultOf(runOne(await whole({ map: "select (region || 'x')::integer as n from sales", combine: 'select 1 as a' })))
    expect([error.reason, error.place.field]).toEqual(['programFailed', 'map'])
    expect(error.message).not.toContain(sales)
  })

  test('does not merge outputs that this adapter did not write', async () => {
    const input = await whole(bySums)
    const outputs = [[new Uint8Array(Buffer.from('[["a","VARCHAR); drop table x"]]\n'))]]
    expect((await faultOf(dataAdapter.merge({ input, outputs, files, limits, signal: never }))).reason).toBe('adapterFault')
  })
})
