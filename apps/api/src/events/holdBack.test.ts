import { describe, expect, test } from 'vitest'
import { createHoldBack } from './holdBack.ts'

describe('holding back events', () => {
  test('sends the first version at once, and the newest one when a second has passed', () => {
    let now = 0
    const holdBack = createHoldBack({ nowMs: () => now, everyMs: 1_000, isSlow: (key) => key !== 'wallet' })
    const look = (at: number, version: string) => {
      now = at
      const versions = new Map([
        ['tasks', version],
        ['wallet', version],
      ])
      const waitMs = holdBack.apply(versions, ['tasks', 'wallet'])
      return [versions.get('tasks'), versions.get('wallet'), waitMs]
    }
    expect(look(0, '1')).toEqual(['1', '1', null])
    expect(look(400, '2')).toEqual(['1', '2', 600])
    expect(look(999, '3')).toEqual(['1', '3', 1])
    expect(look(1_000, '3')).toEqual(['3', '3', null])
    expect(look(1_500, '3')).toEqual(['3', '3', null])
    expect(look(1_900, '4')).toEqual(['3', '4', 100])
    expect(look(5_000, '4')).toEqual(['4', '4', null])
  })

  test('forgets a key that nobody watches any longer', () => {
    const holdBack = createHoldBack({ nowMs: () => 0, everyMs: 1_000, isSlow: () => true })
    const apply = (version: string, keys: readonly string[]) => {
      const versions = new Map([['job:1', version]])
      holdBack.apply(versions, keys)
      return versions.get('job:1')
    }
    expect(apply('1', ['job:1'])).toBe('1')
    expect(apply('2', ['job:1'])).toBe('1')
    apply('2', [])
    expect(apply('3', ['job:1'])).toBe('3')
  })
})
