import { expect, test } from 'vitest'
import { rateBps } from '#web/features/seller/TaxFields.tsx'

test.each([
  ['19', 1_900],
  ['7,7', 770],
  [' 5.55 ', 555],
  ['100', 10_000],
  ['0', null],
  ['100.01', null],
  ['-1', null],
  ['1e1', null],
  ['', null],
])('the rate "%s" is %s hundredths of a percent', (text, bps) => expect(rateBps(text)).toBe(bps))
