import { describe, expect, test } from 'vitest'
import { demandRows } from '#web/parts/demand/demandRows.ts'

describe('what kept bids away', () => {
  test('lists the most frequent reason first, marks those that the provider can change, and leaves out reasons without bids', () => {
    const rows = demandRows({
      excluded: [
        { reason: 'tier', bids: 3 },
        { reason: 'price', bids: 4 },
      ],
      elsewhere: 5,
      unfilled: 0,
    })
    expect(rows).toEqual([
      { reason: 'elsewhere', bids: 5, canChange: true },
      { reason: 'price', bids: 4, canChange: true },
      { reason: 'tier', bids: 3, canChange: false },
    ])
  })
})
