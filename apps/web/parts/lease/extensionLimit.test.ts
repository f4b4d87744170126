import { describe, expect, test } from 'vitest'
import { canExtend, extensionLimit } from '#web/parts/lease/extensionLimit.ts'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'

const day = 86_400
const now = fixtureStart + 600

function lease(terms: { askMaxDurationSeconds: number; askAvailableUntil: number }, endsAt = fixtureStart + 3_600) {
  const plain = fixtureLease({ endsAt })
  return { ...plain, terms: { ...plain.terms, ...terms } }
}

describe('the limit of an extension', () => {
  test('is the longest lease of the ask', () => {
    const whole = lease({ askMaxDurationSeconds: 3_600, askAvailableUntil: fixtureStart + day })
    expect(extensionLimit(whole, { now })).toEqual({ kind: 'longest', latestEnd: fixtureStart + 3_600, secondsLeft: 0 })
    expect(canExtend(whole, { now })).toBe(false)
  })

  test('is the last moment of the ask', () => {
    const limit = extensionLimit(lease({ askMaxDurationSeconds: day, askAvailableUntil: fixtureStart + 7_200 }), { now })
    expect(limit).toEqual({ kind: 'lastMoment', latestEnd: fixtureStart + 7_200, secondsLeft: 3_600 })
  })

  test('is 28 days from now, which leaves room again later', () => {
    const long = lease({ askMaxDurationSeconds: 90 * day, askAvailableUntil: fixtureStart + 90 * day }, now + 28 * day)
    expect(extensionLimit(long, { now })).toMatchObject({ kind: 'market', secondsLeft: 0 })
    expect(canExtend(long, { now })).toBe(false)
    expect(canExtend(long, { now: now + day })).toBe(true)
  })
})
