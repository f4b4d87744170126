import { describe, expect, test } from 'vitest'
import { line, text } from './scalars.ts'

describe.each([
  ['a text', text(3)],
  ['a line', line(3)],
])('%s', (_name, wire) => {
  test.each(['', 'abc', '你好吗', '😀😀😀'])('takes %j', (value) => {
    expect(wire.safeParse(value).success).toBe(true)
  })

  test.each([
    ['too many characters', 'abcd'],
    ['a control character', 'a\u0000'],
    // Postgres cannot read stored JSON with half a surrogate pair, so one workload with such a text would make every query of the table fail.
    ['half a surrogate pair', '\ud800'],
    ['the other half', 'a\udc00'],
  ])('refuses %s', (_what, value) => {
    expect(wire.safeParse(value).success).toBe(false)
  })
})
