import type { PublicRenterWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { renterText } from './renterText.ts'

const renter: PublicRenterWire = {
  ...{ account: `0x${'1'.repeat(40)}`, since: 1_700_000_000, closedLeases: 4, openLeases: 1, gpuSeconds: '36359', providers: 2, cancelledLeases: 1 },
  ...{ disputes: { opened: 3, open: 1, won: 1 }, reviews: { hundredths: null, authors: 0, reviews: 0, sharedFunders: 0 } },
}

test('shows what a renter paid, cancelled and disputed, with hours rounded down', () => {
  const text = renterText(renter)
  expect(text).toContain('10.0 GPU-hours in 4 closed leases, of 2 providers')
  expect(text).toContain('1 before the machine was ready')
  expect(text).toContain('3 opened, 1 not over, 1 won')
  expect(renterText({ ...renter, since: null })).toContain('none yet')
})
