import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HourCounts, noHours } from './hourCounts.ts'

const last = 40
const hour = fc.integer({ min: 1, max: last })
const span = fc.tuple(hour, hour).map(([one, other]) => ({ fromHour: Math.min(one, other), toHour: Math.max(one, other) }))
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('take' as const), span, gpus: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('give' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const), horizon: hour }) },
)

describe('the hours taken of a node', () => {
  test('equal one counter for each hour after any takes, frees and forgets', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), span, fc.integer({ min: 0, max: 8 }), (steps, asked, limit) => {
        const counts = new HourCounts()
        const plain = Array.from({ length: last + 2 }, () => 0)
        const taken: { fromHour: number; toHour: number; gpus: number }[] = []
        let horizon = 0
        const change = ({ fromHour, toHour, gpus }: { fromHour: number; toHour: number; gpus: number }) => {
          const from = Math.max(fromHour, horizon)
          counts.change({ fromHour: from, toHour }, gpus)
          for (let at = from; at < toHour; at += 1) plain[at] = (plain[at] ?? 0) + gpus
        }
        for (const one of steps) {
          if (one.kind === 'take') {
            taken.push({ ...one.span, gpus: one.gpus })
            change({ ...one.span, gpus: one.gpus })
          } else if (one.kind === 'give') {
            const [back] = taken.splice(one.which % Math.max(1, taken.length), 1)
            if (back !== undefined) change({ ...back, gpus: -back.gpus })
          } else {
            horizon = Math.max(horizon, one.horizon)
            counts.forget(horizon)
            plain.fill(0, 0, horizon)
          }
        }
        const hours = plain.flatMap((gpus, at) => (gpus > 0 ? [at] : []))
        expect([counts.from, counts.to]).toEqual(hours.length === 0 ? [0, 0] : [hours[0], (hours.at(-1) ?? 0) + 1])
        expect(plain.map((_, at) => counts.get(at))).toEqual(plain)
        expect([...counts.since(asked.fromHour)]).toEqual(hours.filter((at) => at >= asked.fromHour).map((at) => [at, plain[at]]))
        const { fromHour, toHour } = asked
        expect(counts.mostIn(fromHour, toHour)).toBe(Math.max(0, ...plain.slice(fromHour, toHour)))
        expect(counts.lastAbove(fromHour, toHour, limit)).toBe(
          hours.findLast((at) => at >= fromHour && at < toHour && (plain[at] ?? 0) > limit) ?? null,
        )
        const wanted = plain.flatMap((gpus, at) => (at > fromHour && gpus !== plain[at - 1] ? [at] : []))
        expect([...counts.stepsAfter(fromHour)]).toEqual(wanted)
      }),
      { numRuns: 1_000 },
    )
  })

  test('throw when more is freed than was taken, or when the shared hours change', () => {
    const counts = new HourCounts()
    counts.change({ fromHour: 2, toHour: 5 }, 1)
    expect(() => counts.change({ fromHour: 4, toHour: 6 }, -1)).toThrow('only hours that were taken are given back')
    expect(() => noHours.change({ fromHour: 2, toHour: 5 }, 1)).toThrow('hours that nodes share are not changed')
  })
})
