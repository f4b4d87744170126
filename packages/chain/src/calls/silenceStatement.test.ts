import { address, hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { outageAtStart, silenceStatement } from './silenceStatement.ts'

const market = address(`0x${'11'.repeat(20)}`)
const node = hex32(`0x${'ab'.repeat(32)}`)

describe('the validators’ statement about a lease whose node does not respond', () => {
  it('is a loss for a running lease and an outage for one that never began, under different subjects', () => {
    const running = silenceStatement({ leaseId: 7n, node, since: 1_000n, start: null }, { market })
    const absent = silenceStatement({ leaseId: 7n, node, since: 1_000n, start: 1_030n }, { market })
    expect([running?.kind, absent?.kind]).toEqual(['loss', 'outage'])
    expect(running?.subject).not.toBe(absent?.subject)
    expect(silenceStatement({ leaseId: 7n, node, since: 1_031n, start: 1_030n }, { market })).toBeNull()
  })

  it.each([
    ['the time from the last heartbeat to the end of the minute of the start', 1_000n, 1_030n, { from: 1_000n, until: 1_080n }],
    ['a whole minute more when the lease starts with a minute', 1_000n, 1_080n, { from: 1_000n, until: 1_140n }],
    ['the minute of a start at the last heartbeat', 1_030n, 1_030n, { from: 1_030n, until: 1_080n }],
    ['at most a day', 0n, 200_000n, { from: 113_640n, until: 200_040n }],
  ])('covers %s', (_what, since, start, span) => {
    expect(outageAtStart({ node, since, start })).toEqual({ node, ...span })
  })
})
