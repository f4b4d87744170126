import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createKeptAnswers } from './createKeptAnswers.ts'

const path = '/api/v1/listings?limit=1'
const asked = { changes: 1, coding: null }

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('has one caller make an answer again after 100 ms, and answers the others until then', () => {
  const kept = createKeptAnswers()
  kept.keep(path, { total: 1 }, asked)
  vi.advanceTimersByTime(99)
  expect(kept.find(path, asked)?.bytes.toString()).toBe('{"total":1}')
  vi.advanceTimersByTime(1)
  expect(kept.find(path, asked)).toBeNull()
  expect(kept.find(path, asked)?.bytes.toString()).toBe('{"total":1}')
  kept.keep(path, { total: 2 }, asked)
  expect(kept.find(path, asked)?.bytes.toString()).toBe('{"total":2}')
})

test('returns no answer that is 200 ms old, or older than a change of the market', () => {
  const kept = createKeptAnswers()
  kept.keep(path, { total: 1 }, asked)
  vi.advanceTimersByTime(100)
  kept.find(path, asked)
  vi.advanceTimersByTime(100)
  expect(kept.find(path, asked)).toBeNull()
  kept.keep(path, { total: 1 }, asked)
  expect(kept.find(path, { ...asked, changes: 2 })).toBeNull()
  expect(kept.find(path, asked)).toBeNull()
})

test('compresses a large answer once for each encoding', () => {
  const kept = createKeptAnswers()
  kept.keep(path, { words: 'a'.repeat(2_000) }, asked)
  const first = kept.find(path, { changes: 1, coding: 'br' })
  expect(first?.coding).toBe('br')
  expect(kept.find(path, { changes: 1, coding: 'br' })?.bytes).toBe(first?.bytes)
  expect(kept.find(path, { changes: 1, coding: 'gzip' })?.coding).toBe('gzip')
})
