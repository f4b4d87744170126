import type { Programme, ProgrammeEvent } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { withHistory } from './programmeHistory.ts'

const [small, large] = [address(`0x${'1'.repeat(40)}`), address(`0x${'2'.repeat(40)}`)]
const programme = (id: number): Programme => ({ id, name: `${id}`, classId: null, regionId: null, perEpoch: 0n, remaining: 0n })
const at = { programme: 1, blockNumber: 1n }

describe('the history of a programme', () => {
  it('lists each sponsor once, the largest first, and what epochs spent and gave back', () => {
    const events: ProgrammeEvent[] = [
      { ...at, kind: 'funded', sponsor: small, amount: 2n },
      { ...at, kind: 'funded', sponsor: large, amount: 5n },
      { ...at, kind: 'funded', sponsor: small, amount: 1n },
      { ...at, kind: 'spent', amount: 4n },
      { ...at, kind: 'restored', amount: 1n },
      { ...at, programme: 2, kind: 'spent', amount: 7n },
    ]
    const [first, second] = withHistory([programme(1), programme(2)], events)
    const sponsors = [
      { account: large, amount: 5n },
      { account: small, amount: 3n },
    ]
    expect(first).toMatchObject({ isClosed: false, paidIn: 8n, spent: 3n, sponsors })
    expect(second).toMatchObject({ isClosed: false, paidIn: 0n, spent: 7n, sponsors: [] })
  })

  it.each<[string, ProgrammeEvent[], boolean]>([
    ['is open with a rate of 0', [{ ...at, kind: 'rated', perEpoch: 0n }], false],
    ['is closed by a vote', [{ ...at, kind: 'closed', released: 0n }], true],
    [
      'stays closed with a rate of 0',
      [
        { ...at, kind: 'closed', released: 0n },
        { ...at, kind: 'rated', perEpoch: 0n },
      ],
      true,
    ],
    [
      'opens again with a rate',
      [
        { ...at, kind: 'closed', released: 0n },
        { ...at, kind: 'rated', perEpoch: 3n },
      ],
      false,
    ],
  ])('%s', (_, events, isClosed) => {
    expect(withHistory([programme(1)], events)[0]?.isClosed).toBe(isClosed)
  })
})
