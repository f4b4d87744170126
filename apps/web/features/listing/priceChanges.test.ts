import { expect, test } from 'vitest'
import { priceChanges } from '#web/features/listing/priceChanges.ts'

const ask = (at: number, pricePerGpuSecond: string) => ({ at, pricePerGpuSecond })

test('lists each change of the price once, the newest first', () => {
  const history = [ask(40, '3'), ask(10, '2'), ask(20, '3'), ask(30, '3'), ask(50, '2')]
  expect(priceChanges(history)).toEqual([ask(50, '2'), ask(20, '3'), ask(10, '2')])
  expect(priceChanges([])).toEqual([])
})
