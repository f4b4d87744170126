import { describe, expect, it, test } from 'vitest'
import { cachedTokens, isCachedPrefix, prefixTexts } from './cachedPrefix.ts'

const bytes = (value: object) => new TextEncoder().encode(JSON.stringify(value))

describe('the rule by which the beginning of a prompt counts as cached', () => {
  it('counts the tokens that a receipt stated, never more than the prompt has, and nothing below the least tokens', () => {
    expect(cachedTokens({ tokens: 1_250, leastTokens: 1_024 }, 2_500)).toBe(1_250)
    expect(cachedTokens({ tokens: 1_250, leastTokens: 1_024 }, 1_200)).toBe(1_200)
    expect(cachedTokens({ tokens: 1_024, leastTokens: 1_024 }, 9_000)).toBe(1_024)
    expect(cachedTokens({ tokens: 1_023, leastTokens: 1_024 }, 9_000)).toBe(0)
  })

  it('reads the model with its tools and each message, and nothing of an encrypted prompt', () => {
    const messages = [
      { role: 'system', content: 'a' },
      { role: 'user', content: 'b' },
    ]
    expect(prefixTexts(bytes({ model: 'm', messages, max_tokens: 9 }))).toEqual(['["m",null]', ...messages.map((one) => JSON.stringify(one))])
    expect(prefixTexts(bytes({ model: 'm', tools: [1], messages }))[0]).toBe('["m",[1]]')
    for (const body of [
      { model: 'm', prompt: 'a' },
      { model: 'm', messages: [] },
      { model: 'm', sealed: {}, messages },
    ])
      expect(prefixTexts(bytes(body))).toEqual([])
  })

  test.each([
    [{ leastTokens: 1_024, withinSeconds: 300 }, true],
    [{ leastTokens: 0, withinSeconds: 300 }, false],
    [{ leastTokens: 1_024, withinSeconds: 86_401 }, false],
    [{ leastTokens: 1.5, withinSeconds: 300 }, false],
    [{ leastTokens: 1_024 }, false],
    [{ leastTokens: 1_024, withinSeconds: 300, more: 1 }, false],
    ['1024/300', false],
    [null, false],
  ])('%o is valid: %s', (value, isValid) => {
    expect(isCachedPrefix(value)).toBe(isValid)
  })
})
