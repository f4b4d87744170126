import { address } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { disputesOfRenter } from './readPublicRenter.ts'

const renter = address(`0x${'1'.repeat(40)}`)
const lease = { market: address(`0x${'3'.repeat(40)}`), leaseId: 7n }
type Records = Parameters<typeof disputesOfRenter>[0]
const record = (state: string, verdict: number | null, opened: object = {}) =>
  ({ state, verdict, opened: { opener: renter, lease, ...opened } }) as unknown as Records[number]

test('counts disputes about leases that the renter opened, those that are not over, and those that a jury decided for it', () => {
  const records = [
    record('voting', null),
    record('decided', 1),
    record('done', 1),
    record('done', 0),
    record('stands', null),
    record('done', 1, { lease: null }),
    record('done', 1, { opener: address(`0x${'2'.repeat(40)}`) }),
  ]
  expect(disputesOfRenter(records, renter)).toEqual({ opened: 5, open: 2, won: 1 })
  expect(disputesOfRenter([], renter)).toEqual({ opened: 0, open: 0, won: 0 })
})
