import { AdapterError } from '@infinitio/tasks'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkText, readChunkText } from './chunkText.ts'
import { bracketOf, promoted, rungsOf, stepsOf } from './rungs.ts'
import { type Outcome, rankScores, type Score } from './scores.ts'

const halvings = fc.record({
  trials: fc.integer({ min: 1, max: 500 }),
  least: fc.integer({ min: 1, max: 50 }),
  more: fc.nat(2_000),
  eta: fc.integer({ min: 2, max: 8 }),
})
const value = fc.double({ noNaN: true, noDefaultInfinity: true })
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('values' as const), values: fc.tuple(value) }) },
  { weight: 1, arbitrary: fc.constantFrom<Outcome>({ kind: 'failed' }, { kind: 'fuel' }, { kind: 'infinite' }) },
)
const scoresOf = (outcomes: readonly Outcome[]): Score[] => outcomes.map((one, trial) => ({ trial, steps: 4, outcome: one }))
const done = (...values: number[]): Outcome => ({ kind: 'values', values })

describe('rungs', () => {
  test.each([
    [4, { least: 4, most: 64, eta: 2 }, '4 × 16, 2 × 32, 1 × 64'],
    [4, { least: 1, most: 64, eta: 4 }, '4 × 16, 1 × 64'],
    [27, { least: 1, most: 27, eta: 3 }, '27 × 1, 9 × 3, 3 × 9, 1 × 27'],
    [27, { least: 3, most: 27, eta: 3 }, '27 × 3, 9 × 9, 3 × 27'],
    [1, { least: 1, most: 64, eta: 4 }, '1 × 64'],
    [9, { least: 5, most: 5, eta: 2 }, '9 × 5'],
    [10, { least: 1, most: 10, eta: 3 }, '10 × 1, 3 × 3, 1 × 10'],
  ])('of %i trials with %o', (trials, halving, text) => {
    expect(
      rungsOf(trials, halving)
        .map((rung) => `${rung.trials} × ${rung.steps}`)
        .join(', '),
    ).toBe(text)
  })

  test('end with the most steps, begin with all trials, and never ask for fewer steps than the least', () => {
    fc.assert(
      fc.property(halvings, ({ trials, least, more, eta }) => {
        const halving = { least, most: least + more, eta }
        const rungs = rungsOf(trials, halving)
        expect([rungs[0]?.trials, rungs.at(-1)?.steps]).toEqual([trials, halving.most])
        for (const [at, rung] of rungs.entries()) {
          expect(rung.steps).toBeGreaterThanOrEqual(least)
          expect(rung.trials).toBeGreaterThanOrEqual(1)
          if (at > 0) expect(rung.steps).toBeGreaterThan(rungs[at - 1]?.steps ?? 0)
        }
        expect(rungsOf(bracketOf(halving), halving).length).toBeGreaterThanOrEqual(rungs.length)
        expect(stepsOf(trials, halving)).toBe(rungs.reduce((sum, rung) => sum + rung.trials * (rung.steps + 1), 0))
      }),
      { numRuns: 300, seed: 36 },
    )
  })

  test('take the best of those with values, and fewer if fewer have some', () => {
    const scores = scoresOf([done(3), { kind: 'infinite' }, done(1), done(2), { kind: 'fuel' }])
    const best = (count: number) => promoted(rankScores(scores, ['minimise']), count)
    expect(best(2)).toEqual([2, 3])
    expect(best(5)).toEqual([2, 3, 0])
    expect(promoted(rankScores(scores, ['maximise']), 1)).toEqual([0])
  })
})

describe('ranks', () => {
  test('do not depend on the sequence of the scores, and name each once', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 30 }), fc.constantFrom('minimise' as const, 'maximise' as const), (outcomes, goal) => {
        const scores = scoresOf(outcomes)
        const ranked = rankScores(scores, [goal])
        expect(rankScores(scores.toReversed(), [goal])).toEqual(ranked)
        expect(ranked.map(({ trial }) => trial).toSorted((one, other) => one - other)).toEqual(scores.map(({ trial }) => trial))
        const values = ranked.flatMap(({ outcome: one }) => (one.kind === 'values' ? one.values : []))
        const sorted = values.toSorted((one, other) => (goal === 'minimise' ? one - other : other - one))
        expect(values.map((one) => one + 0)).toEqual(sorted.map((one) => one + 0))
        expect(ranked.slice(0, values.length).every(({ outcome: one }) => one.kind === 'values')).toBe(true)
      }),
      { numRuns: 200, seed: 36 },
    )
  })

  test('put the front of two goals first', () => {
    const pair = fc.record({ kind: fc.constant('values' as const), values: fc.tuple(fc.nat(9), fc.nat(9)) })
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), (outcomes) => {
        const ranked = rankScores(scoresOf(outcomes), ['minimise', 'maximise'])
        const valuesOf = ({ outcome: one }: Score) => (one.kind === 'values' ? one.values : [])
        const isBetter = (one: Score, other: Score) => {
          const [[a = 0, b = 0], [c = 0, d = 0]] = [valuesOf(one), valuesOf(other)]
          return a <= c && b >= d && (a < c || b > d)
        }
        for (const [at, own] of ranked.entries()) {
          expect(own.front).toBe(!ranked.some((other) => isBetter(other, own)))
          expect(ranked.slice(at + 1).some((other) => isBetter(other, own))).toBe(false)
        }
        const first = ranked.findIndex(({ front }) => !front)
        expect(ranked.slice(first === -1 ? ranked.length : first).every(({ front }) => !front)).toBe(true)
      }),
      { numRuns: 200, seed: 36 },
    )
  })
})

describe('the output of a chunk', () => {
  test('is read as it was written, with every bit', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 20 }), (outcomes) => {
        const scores = scoresOf(outcomes)
        expect(
          readChunkText(chunkText(scores.toReversed()), { from: 0, to: scores.length, goals: 1, halving: { least: 4, most: 4, eta: 2 } }),
        ).toEqual(scores)
      }),
      { numRuns: 200, seed: 36 },
    )
    expect(Buffer.from(chunkText([{ trial: 7, steps: 9, outcome: done(1, -0) }])).toString()).toBe('7 9 3ff0000000000000 8000000000000000\n')
  })

  test.each([
    ['nothing', ''],
    ['a line without its end', '5 9 failed'],
    ['another trial', '6 9 failed\n'],
    ['a trial too many', '5 9 failed\n6 9 failed\n'],
    ['two values', '5 9 3ff0000000000000 3ff0000000000000\n'],
    ['infinity as a value', '5 9 7ff0000000000000\n'],
    ['no number', '5 9 7ff8000000000000\n'],
    ['another word', '5 9 lucky\n'],
    ['steps that no rung has', '5 10 failed\n'],
    ['other bytes', '\u0000\u0001\n'],
  ])('is refused if it has %s', (_, text) => {
    expect(() => readChunkText(new TextEncoder().encode(text), { from: 5, to: 6, goals: 1, halving: { least: 9, most: 9, eta: 2 } })).toThrow(
      AdapterError,
    )
  })

  test('is refused if more trials reached a rung than halving leaves it', () => {
    const read = (...steps: number[]) => {
      const scores = steps.map((count, trial) => ({ trial, steps: count, outcome: done(1) }))
      return () => readChunkText(chunkText(scores), { from: 0, to: 4, goals: 1, halving: { least: 4, most: 64, eta: 2 } })
    }
    expect(read(16, 16, 32, 64)()).toHaveLength(4)
    expect(read(16, 32, 32, 64)).toThrow(AdapterError)
    expect(read(16, 16, 64, 64)).toThrow(AdapterError)
  })
})
