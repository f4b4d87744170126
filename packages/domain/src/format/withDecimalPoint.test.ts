import { expect, test } from 'vitest'
import { withDecimalPoint } from './withDecimalPoint.ts'

test.each([
  ['0,07', '0.07'],
  ['0,070', '0.070'],
  [' 12,5 ', '12.5'],
  ['1,200', null],
  ['0.07', null],
  ['0,07 PT', null],
  [',07', null],
  ['', null],
] as const)('%j is read as %j', (text, pointed) => {
  expect(withDecimalPoint(text)).toBe(pointed)
})
