import { expect, test } from 'vitest'
import { useAsked } from './search.ts'

test.each([
  ['60s', {}, { forSeconds: 60 }],
  ['5min', {}, { forSeconds: 300 }],
  ['5m', { hours: 4 }, { forSeconds: 300 }],
  ['2h', {}, { forSeconds: 7_200, hours: 2 }],
  ['61min', {}, { forSeconds: 3_660, hours: 2 }],
  ['1d', { hours: 24 }, { forSeconds: 86_400 }],
  ['90min', { minutes: 90 }, { forSeconds: 5_400 }],
])('--for %s of a query with %j is %j', (text, query, asked) => {
  expect(useAsked(text, query)).toEqual(asked)
})

test.each(['60', '0s', '-1s', '1.5h', '1w', ''])('--for %j is refused', (text) => {
  expect(() => useAsked(text, {})).toThrow(
    expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining('60s, 5min, 2h or 1d') }),
  )
})

test('a use that is longer than the lease is refused', () => {
  expect(() => useAsked('3h', { hours: 2 })).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail: '--for 3h: more than 2 h' }))
})
