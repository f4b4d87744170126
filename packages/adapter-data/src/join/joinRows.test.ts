import { AdapterError } from '@infinitio/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits, never, prepare, runAll, testFolder } from '../../test/dataJob.ts'
import { dataAdapter, makeSales } from '../index.ts'
import { isPlainCombine, joinRows, plainCombine } from './joinRows.ts'

const folder = testFolder()
const sales = folder.path('sales.parquet')

describe('the rows of all outputs', () => {
  beforeAll(() => makeSales({ path: sales, rows: 2_000 }))
  afterAll(() => folder.remove())

  it('are byte by byte what DuckDB gives for the same combine query', async () => {
    const map =
      "select region, sum(amount) as amount, count(*)::double / 3 as third, min(day) as first, [region, 'ä😀'] as names, null as nothing from sales group by region"
    const input = await prepare(sales, { map: map.replace('null as nothing', 'null::varchar as nothing'), combine: plainCombine })
    const outputs = await runAll(sales, input)
    const merged = await dataAdapter.merge({ input, files: new Map(), outputs, limits, signal: never })
    expect(Buffer.from(joinRows(outputs.flat())).toString()).toBe(Buffer.from(merged).toString())
    expect(Buffer.from(merged).toString().split('\n').length).toBeGreaterThan(100)
  })

  it('are refused if an output has another form or other columns', () => {
    const output = (text: string) => new TextEncoder().encode(text)
    const [one, other] = [output('[["a","VARCHAR"]]\n["x"]\n'), output('[["b","VARCHAR"]]\n["x"]\n')]
    for (const wrong of [[], [one, other], [output('nothing')], [one, output('[["a","VARCHAR"]]\n[1]\n')]])
      expect(() => joinRows(wrong)).toThrow(AdapterError)
  })
})

describe('a combine query', () => {
  it.each([
    [plainCombine, true],
    ['  SELECT *\nFROM parts ;', true],
    ['select * from parts order by a', false],
    ['select a from parts', false],
    ['select * from parts2', false],
    ['select * from parts; select 1', false],
  ])('%s is plain: %s', (sql, isPlain) => {
    expect(isPlainCombine(sql)).toBe(isPlain)
  })
})
