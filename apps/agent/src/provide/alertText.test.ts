import type { ProviderAlertWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { alertText } from './alertText.ts'

const alert = { severity: 'critical', node: null, nodeName: 'Basement', gpu: 2, value: 91, at: 1 } as const

test.each([
  ['gpu_hot', 'GPU 2 of Basement has 91 °C: look at its fans and its air'],
  ['disk_nearly_full', 'the disk of Basement is 91 % full'],
  ['lost', 'Basement was silent for too long: its leases are over'],
  ['bond_short', 'the bond is less than your machines require'],
] as const)('an alert %s says what to look at', (kind, text) => {
  expect(alertText({ ...alert, kind } satisfies ProviderAlertWire)).toBe(text)
})
