import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorTable } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { startDisplayRates } from './startDisplayRates.ts'

const developmentFile = join(import.meta.dirname, '../../../../scripts/start/developmentRates.json')
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
const fileOf = async (content: unknown) => {
  const path = join(await mkdtemp(join(tmpdir(), 'rates-')), 'rates.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const good = { source: 'the desk', asOf: day(0), perPt: { EUR: '0.8612', CNY: '7.11' } }

test('returns the rates of the operator’s file, and none without a file or above a week of age', async () => {
  expect((await startDisplayRates(undefined)).current()).toEqual([])
  const { current, stop } = await startDisplayRates(await fileOf(good))
  expect(current()).toEqual([
    { currency: 'EUR', perPt: 0.8612, source: 'the desk', asOf: day(0), isFixed: false },
    { currency: 'CNY', perPt: 7.11, source: 'the desk', asOf: day(0), isFixed: false },
  ])
  stop()
  const old = await startDisplayRates(await fileOf({ ...good, asOf: day(9) }))
  expect(old.current()).toEqual([])
  old.stop()
})

test('returns fixed rates at any age, marked as fixed', async () => {
  const { current, stop } = await startDisplayRates(await fileOf({ ...good, asOf: '2022-10-03', fixed: true }))
  expect(current()).toContainEqual({ currency: 'CNY', perPt: 7.11, source: 'the desk', asOf: '2022-10-03', isFixed: true })
  stop()
})

test('the file of the development chain has fixed rates of a past day, with their source', async () => {
  const { current, stop } = await startDisplayRates(developmentFile)
  expect(current().map(({ currency }) => currency)).toEqual(['USD', 'EUR', 'CNY', 'GBP', 'JPY', 'CHF', 'INR', 'SGD'])
  for (const rate of current()) expect(rate).toMatchObject({ isFixed: true, asOf: '2022-10-03', source: expect.stringContaining('ECB') })
  stop()
})

test('rejects a missing file with the sentence of the error table', async () => {
  await expect(startDisplayRates('/nowhere/rates.json')).rejects.toThrow(errorTable['market.rates_invalid'].sentence)
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
  await expect(startDisplayRates(await fileOf(content))).rejects.toThrow(
    /^The file of exchange rates is not valid.* market\.rates_invalid\n {2}\/.+rates\.json: ./,
  )
})
