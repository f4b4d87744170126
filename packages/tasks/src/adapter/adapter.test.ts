import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AdapterError,
  adapterCodes,
  chunkRange,
  inputRootOf,
  isSinglePlan,
  jobText,
  mostTaskOutputBytes,
  nearestKey,
  planSingles,
  readJobText,
} from '../index.ts'

describe('the text of an input', () => {
  test('has one form and one hash', () => {
    const text = jobText({ map: 'select 1', adapter: 'data@1', tasks: 4 })
    expect(text).toBe('{"adapter":"data@1","map":"select 1","tasks":4}')
    expect(readJobText(text)).toEqual({ adapter: 'data@1', map: 'select 1', tasks: 4 })
    // The expected hash is from: printf '%s' abc | sha256sum
    expect(inputRootOf('abc')).toBe('0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  test.each([
    ['white space', '{"a": 1}'],
    ['another sequence of keys', '{"b":1,"a":2}'],
    ['a key twice', '{"a":1,"a":2}'],
    ['a fraction', '{"a":0.5}'],
    ['another form of a number', '{"a":1e3}'],
    ['an escape without need', '{"a":"\\u0041"}'],
    ['no JSON', '{a:1}'],
    ['more bytes than allowed', JSON.stringify({ a: 'x'.repeat(262_144) })],
  ])('refuses %s', (_, text) => {
    expect(() => readJobText(text)).toThrow(AdapterError)
  })
})

describe('parts of a job', () => {
  test('cover every item once, in sequence, and differ by one at most', () => {
    const counts = fc.record({ items: fc.nat(100_000), tasks: fc.integer({ min: 1, max: 9 }), chunks: fc.integer({ min: 1, max: 256 }) })
    fc.assert(
      fc.property(counts, ({ items, tasks, chunks }) => {
        const ranges = Array.from({ length: tasks * chunks }, (_, part) =>
          chunkRange({ items, tasks, chunks, task: Math.floor(part / chunks), chunk: part % chunks }),
        )
        const sizes = ranges.map(({ from, to }) => to - from)
        expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)])
        expect(ranges.at(-1)?.to).toBe(items)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 100, seed: 36 },
    )
  })
})

describe('items with a chunk of their own', () => {
  test('fit into tasks of at most 256 chunks, and leave fewer chunks empty than there are tasks', () => {
    expect(planSingles({ items: 256, itemBytes: 9, tasks: 1 })).toEqual({ tasks: 1, chunks: 256 })
    expect(planSingles({ items: 257, itemBytes: 9, tasks: 1 })).toEqual({ tasks: 2, chunks: 129 })
    expect(planSingles({ items: 3, itemBytes: 9 })).toEqual({ tasks: 1, chunks: 3 })
    expect(isSinglePlan({ items: 257, itemBytes: 9 }, { tasks: 2, chunks: 130 })).toBe(false)
    expect(isSinglePlan({ items: 257, itemBytes: 9 }, { tasks: 2, chunks: 128 })).toBe(false)
    // Four outputs of 4 MiB are more than a market stores, so a task has three.
    expect(planSingles({ items: 12, itemBytes: 4_194_304, tasks: 1 })).toEqual({ tasks: 4, chunks: 3 })
    expect(isSinglePlan({ items: 12, itemBytes: 4_194_304 }, { tasks: 3, chunks: 4 })).toBe(false)
    const jobs = fc.record({
      items: fc.integer({ min: 1, max: 20_000 }),
      itemBytes: fc.integer({ min: 1, max: 4_194_304 }),
      tasks: fc.integer({ min: 1, max: 100 }),
    })
    fc.assert(
      fc.property(jobs, (job) => {
        const plan = planSingles(job)
        expect(plan.chunks).toBeLessThanOrEqual(256)
        expect(plan.chunks * job.itemBytes).toBeLessThanOrEqual(mostTaskOutputBytes)
        expect(isSinglePlan(job, plan)).toBe(true)
      }),
      { numRuns: 200, seed: 36 },
    )
  })
})

describe('faults', () => {
  test('have codes that fit into a release, each once', () => {
    const codes = Object.values(adapterCodes)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(code).toSatisfy((one: number) => one >= 1 && one <= 65_535)
    expect(new AdapterError('programRefused', 'no').isSubmittersFault).toBe(true)
    expect(new AdapterError('tooLong', 'no').isSubmittersFault).toBe(false)
    expect(new AdapterError('adapterFault', 'no').isSubmittersFault).toBe(false)
  })

  test('name the nearest key', () => {
    const known = ['adapter', 'combine', 'files', 'map']
    expect(nearestKey('combin', known)).toBe('combine')
    expect(nearestKey('Flies', known)).toBe('files')
    expect(nearestKey('file', known)).toBe('files')
    expect(nearestKey('mpa', known)).toBe('map')
    expect(nearestKey('pam', known)).toBe(undefined)
    expect(nearestKey('mop', known)).toBe('map')
    expect(nearestKey('x'.repeat(100_000), known)).toBe(undefined)
  })
})
