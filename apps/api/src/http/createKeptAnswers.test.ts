import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createKeptAnswers, type KeptBody } from './createKeptAnswers.ts'
import { JsonText } from './jsonText.ts'

const path = '/api/v1/listings?limit=1'
const asked = { changes: 1, coding: null }
const answer = (value: unknown) => new JsonText(JSON.stringify(value))
const headerOf = (found: KeptBody | null, name: string) => {
  const at = found?.headers.indexOf(name) ?? -1
  return at < 0 ? null : found?.headers[at + 1]
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('has one caller make an answer again after 100 ms, and answers the others until then', () => {
  const kept = createKeptAnswers()
  kept.keep(path, answer({ total: 1 }), asked)
  vi.advanceTimersByTime(99)
  expect(kept.find(path, asked)?.body).toBe('{"total":1}')
  vi.advanceTimersByTime(1)
  expect(kept.find(path, asked)).toBeNull()
  expect(kept.find(path, asked)?.body).toBe('{"total":1}')
  kept.keep(path, answer({ total: 2 }), asked)
  expect(kept.find(path, asked)?.body).toBe('{"total":2}')
})

test('returns no answer that is 200 ms old, or older than a change of the market', () => {
  const kept = createKeptAnswers()
  kept.keep(path, answer({ total: 1 }), asked)
  vi.advanceTimersByTime(100)
  kept.find(path, asked)
  vi.advanceTimersByTime(100)
  expect(kept.find(path, asked)).toBeNull()
  kept.keep(path, answer({ total: 1 }), asked)
  expect(kept.find(path, { ...asked, changes: 2 })).toBeNull()
  expect(kept.find(path, asked)).toBeNull()
})

test('returns text that is not ASCII as UTF-8 bytes, with their number', () => {
  const kept = createKeptAnswers()
  kept.keep(path, answer({ name: '机器' }), asked)
  const found = kept.find(path, asked)
  expect(found?.body).toEqual(Buffer.from('{"name":"机器"}'))
  expect(headerOf(found, 'content-length')).toBe('17')
})

test('compresses a large answer once for each encoding', () => {
  const kept = createKeptAnswers()
  const words = 'é'.repeat(1_000)
  kept.keep(path, answer({ words }), asked)
  const first = kept.find(path, { changes: 1, coding: 'br' })
  expect(headerOf(first, 'content-encoding')).toBe('br')
  expect(kept.find(path, { changes: 1, coding: 'br' })).toBe(first)
  const gzip = kept.find(path, { changes: 1, coding: 'gzip' })
  expect(headerOf(gzip, 'content-encoding')).toBe('gzip')
  expect(JSON.parse(gunzipSync(gzip?.body ?? '').toString())).toEqual({ words })
  expect(headerOf(kept.find(path, asked), 'content-encoding')).toBeNull()
})
