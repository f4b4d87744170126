import { parseEther } from 'viem'
import { describe, expect, it, test } from 'vitest'
import { cachedOf } from './cachedOf.ts'

const input = parseEther('0.2')

describe('cachedOf', () => {
  it('reads the price of cached input and the rule about beginnings of prompts', () => {
    expect(cachedOf({}, input)).toEqual({})
    expect(cachedOf({ cachedPrice: '0.2' }, input)).toEqual({ cachedPrice: input })
    const rule = { leastTokens: 1_024, withinSeconds: 300 }
    expect(cachedOf({ cachedPrice: '0.05', cachedPrefix: '1024/300' }, input)).toEqual({ cachedPrice: parseEther('0.05'), cachedPrefix: rule })
  })

  test.each([
    { cachedPrefix: '1024/300' },
    { cachedPrice: '0.21' },
    { cachedPrice: 'cheap' },
    { cachedPrice: '0.1', cachedPrefix: '1024' },
    { cachedPrice: '0.1', cachedPrefix: '0/300' },
    { cachedPrice: '0.1', cachedPrefix: '1024/86401' },
  ])('refuses %o', (wrong) => {
    expect(() => cachedOf(wrong, input)).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
  })
})
