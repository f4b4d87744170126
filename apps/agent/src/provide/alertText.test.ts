import type { ProviderAlertWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { alertText } from './alertText.ts'

const alert = { severity: 'critical', node: null, nodeName: 'Basement', gpu: 2, value: 91, code: null, at: 1 } as const

test.each([
  ['gpu_hot', 'GPU 2 of Basement has 91 °C: look at its fans and its air'],
  ['disk_nearly_full', 'the disk of Basement is 91 % full'],
  ['lost', 'Basement was silent for too long: its leases are over'],
  ['bond_short', 'the bond is less than your machines require'],
] as const)('an alert %s says what to look at', (kind, text) => {
  expect(alertText({ ...alert, kind } satisfies ProviderAlertWire)).toBe(text)
})

test('an ask that cannot be signed again says why, a mandate that ends when, each with what to do', () => {
  expect(alertText({ ...alert, kind: 'ask_unsigned', code: 'order.mandate_revoked' })).toMatch(
    /^Basement cannot sign .*Sign a new one.*\(order\.mandate_revoked\); there: infinitio provide --pair$/,
  )
  expect(alertText({ ...alert, kind: 'ask_unsigned', code: 'order.of_tomorrow' })).toBe('Basement cannot sign its ask again: (order.of_tomorrow)')
  expect(alertText({ ...alert, kind: 'ask_unsigned', code: 'node.wallet_needed' })).toMatch(/is on Basement.*; there: infinitio provide --pair$/)
  expect(alertText({ ...alert, kind: 'mandate_ends', value: Date.UTC(2027, 0, 8) / 1_000 })).toMatch(
    /ends 2027-01-08 00:00 UTC.*infinitio provide --pair$/,
  )
})

test('a price below the permission has the same cure here, on the page and in the status', () => {
  const text = alertText({ ...alert, kind: 'ask_unsigned', code: 'order.mandate_price_too_low' })
  expect(text).toMatch(/; there: infinitio provide --pair --floor <PT per GPU-hour>$/)
})
