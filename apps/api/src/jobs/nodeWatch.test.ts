import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NodeWatch, watchOn } from './watchNodes.ts'

const at = (ms: number) => new Date(1_000_000 + ms)
const watchAfter = (looks: readonly [ms: number, hasTunnel: boolean, hasHeartbeat?: boolean][]) =>
  looks.reduce<NodeWatch | null>((watch, [ms, hasTunnel, hasHeartbeat = true]) => watchOn(watch, { at: at(ms), hasTunnel, hasHeartbeat }), null)

describe('the watch over nodes', () => {
  test('goes on while looks come every second and some tunnel is held', () => {
    expect(
      watchAfter([
        [0, true],
        [1_000, true],
        [6_000, true],
      ]),
    ).toEqual({ lookedAtMs: 1_006_000, upSinceMs: 1_000_000, watchedSinceMs: 1_000_000 })
  })

  test.each([
    ['a look that came late', 6_001],
    ['a clock that was set back', -1],
  ])('begins anew after %s: it was we who were away', (_what, ms) => {
    const watch = watchAfter([
      [0, true],
      [ms, true],
    ])
    expect(watch).toMatchObject({ upSinceMs: 1_000_000 + ms, watchedSinceMs: 1_000_000 + ms })
  })

  test('starts again after a time without a tunnel on any gateway, although the database was available', () => {
    const watch = watchAfter([
      [0, true],
      [1_000, true],
      [2_000, false],
      [3_000, true],
    ])
    expect(watch).toMatchObject({ upSinceMs: 1_000_000, watchedSinceMs: 1_002_000 })
  })

  test('starts again after a time in which no heartbeat of any node arrived, because then the silence of a machine shows nothing', () => {
    const watch = watchAfter([
      [0, true],
      [1_000, true, false],
      [2_000, true],
    ])
    expect(watch).toMatchObject({ upSinceMs: 1_000_000, watchedSinceMs: 1_001_000 })
  })

  test('never claims a second in which a look was missing, no tunnel was held or no heartbeat arrived', () => {
    const look = fc.record({ stepMs: fc.integer({ min: -2_000, max: 9_000 }), hasTunnel: fc.boolean(), hasHeartbeat: fc.boolean() })
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 30 }), (looks) => {
        let ms = 0
        const seen: { ms: number; hasAll: boolean }[] = []
        let watch: NodeWatch | null = null
        for (const { stepMs, hasTunnel, hasHeartbeat } of looks) {
          ms += stepMs
          seen.push({ ms: at(ms).getTime(), hasAll: hasTunnel && hasHeartbeat })
          watch = watchOn(watch, { at: at(ms), hasTunnel, hasHeartbeat })
          const { watchedSinceMs, upSinceMs } = watch
          expect(watchedSinceMs).toBeGreaterThanOrEqual(upSinceMs)
          const begin = seen.findLastIndex((one) => one.ms === watchedSinceMs)
          const during = seen.slice(begin)
          expect(begin).toBeGreaterThanOrEqual(0)
          for (const [place, one] of during.entries()) {
            const before = during[place - 1]
            if (before === undefined) continue
            expect(one.ms - before.ms).toBeGreaterThanOrEqual(0)
            expect(one.ms - before.ms).toBeLessThanOrEqual(5_000)
            expect(one.hasAll || one.ms === watchedSinceMs).toBe(true)
          }
        }
      }),
    )
  })
})
