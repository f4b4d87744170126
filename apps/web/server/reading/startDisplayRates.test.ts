import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startDisplayRates } from './startDisplayRates.ts'

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
const fileOf = async (content: unknown) => {
  const path = join(await mkdtemp(join(tmpdir(), 'rates-')), 'rates.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const good = { source: 'the desk', asOf: day(0), perPt: { EUR: '0.8612', CNY: '7.11' } }

test('rates are those of the operator’s file, with source and day; none without a file, and none that are a week old', async () => {
  expect((await startDisplayRates(undefined)).current()).toEqual([])
  const { current, stop } = await startDisplayRates(await fileOf(good))
  expect(current()).toEqual([
    { currency: 'EUR', perPt: 0.8612, source: 'the desk', asOf: day(0) },
    { currency: 'CNY', perPt: 7.11, source: 'the desk', asOf: day(0) },
  ])
  stop()
  const old = await startDisplayRates(await fileOf({ ...good, asOf: day(9) }))
  expect(old.current()).toEqual([])
  old.stop()
})

test.each([
  ['no JSON', '{'],
  ['no day', { ...good, asOf: 'yesterday' }],
  ['a rate of nothing', { ...good, perPt: { EUR: '0' } }],
  ['a rate that is no decimal', { ...good, perPt: { EUR: '1e3' } }],
  ['a rate as a float', { ...good, perPt: { EUR: 0.86 } }],
  ['a currency of no code', { ...good, perPt: { eur: '1' } }],
  ['a field that is not known', { ...good, more: 1 }],
])('a file with %s is refused at the start', async (_what, content) => {
  await expect(startDisplayRates(await fileOf(content))).rejects.toThrow()
})
