import { expect, test } from 'vitest'
import { rangeOf } from '#web/features/journal/rangeOf.ts'

test('limits a range to the first entry and the head of the journal', () => {
  const of = (from: string, to: string) => rangeOf({ from, to }, { headSeq: '1200' })
  expect(of('1', '1,200')).toEqual({ from: '1', to: '1200' })
  expect(of(' 7 ', '7')).toEqual({ from: '7', to: '7' })
  for (const [from, to] of [
    ['0', '5'],
    ['6', '5'],
    ['1', '1201'],
    ['', '5'],
    ['x', '5'],
    ['-1', '5'],
  ] as const)
    expect(of(from, to)).toBeNull()
  expect(rangeOf({ from: '1', to: '2' }, { headSeq: null })).toBeNull()
})
