import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchParseWire } from '@infinitio/domain/wire'
import { seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({
    change: (services) => ({ ...services, rates: () => [{ currency: 'EUR', perPt: 0.8, source: 'a test', asOf: '2026-11-25' }] }),
  })
  await seedMarket(api, [{ name: 'one', price: 1_000n }])
})
afterAll(() => api.stop())

const parse = (words: Record<string, string>) => fetch(`${api.url}/api/v1/search/parse?${new URLSearchParams(words)}`)

describe('GET /search/parse', () => {
  test('answers a query that GET /listings takes unchanged', async () => {
    const read = await parse({ q: '8 x H100 in Europe for 3 hours, under €2/h per gpu', now: String(Date.parse('2026-11-25T09:00:00Z') / 1_000) })
    expect(read.status).toBe(200)
    const { query, unknown, chips } = (await read.json()) as SearchParseWire
    expect(unknown).toEqual([])
    expect(query).toMatchObject({ minGpus: 8, hours: 3, maxPricePerGpuHour: '2500000000000000000' })
    expect(chips.map(({ text }) => text)).toContain('Up to 2.50 PT (2 EUR) per GPU and hour')
    const found = await fetch(`${api.url}/api/v1/listings?${new URLSearchParams(query as Record<string, string>)}`)
    expect(found.status).toBe(200)
  })

  test('names the words that it does not understand, in the language asked for', async () => {
    const { query, unknown, chips } = (await (await parse({ q: 'unsloth 2张H100', lang: 'zh' })).json()) as SearchParseWire
    expect(unknown).toEqual(['unsloth'])
    expect(query).toMatchObject({ minGpus: 2 })
    expect(chips.map(({ text }) => text)).toContain('2 张 GPU')
  })

  test('counts days from the clock that is asked for', async () => {
    const at = (now: string) => parse({ q: 'tomorrow 9am', now: String(Date.parse(now) / 1_000) })
    const { query } = (await (await at('2026-11-25T09:00:00Z')).json()) as SearchParseWire
    expect(query.startHour).toBe(Date.parse('2026-11-26T09:00:00Z') / 3_600_000)
  })

  test.each([
    [{ q: 'x'.repeat(1_001) }, 422, 'api.sentence_too_long'],
    [{ q: '' }, 400, 'api.invalid_field'],
    [{}, 400, 'api.invalid_field'],
    [{ q: 'H100', lang: 'fr' }, 400, 'api.invalid_field'],
    [{ q: 'H100', now: '-1' }, 400, 'api.invalid_field'],
  ])('refuses %j', async (words, status, code) => {
    const refused = await parse(words as Record<string, string>)
    expect(refused.status).toBe(status)
    expect(((await refused.json()) as { code: string }).code).toBe(code)
  })

  test('reads a sentence of 1,000 characters', async () => {
    expect((await parse({ q: 'x'.repeat(1_000) })).status).toBe(200)
  })
})
