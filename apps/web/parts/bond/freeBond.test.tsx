import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { freeBond } from '#web/parts/bond/freeBond.ts'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'

const pt = 10n ** 18n
const bond = { bonded: 200_000n * pt, required: (48n * pt) / 100n }

test('fills in what can be asked back, and not the whole bond', () => {
  const field = markupFor('en', <AmountField label="PT" text="" onText={() => undefined} most={freeBond(bond)} unit="PT" />)
  expect(field).toContain('199,999.52 PT')
  expect(field).not.toContain('200,000.00')
})

test('leaves nothing to ask back while the machines need the whole bond or more', () => {
  expect(freeBond({ ...bond, required: bond.bonded })).toBe(0n)
  expect(freeBond({ ...bond, required: bond.bonded + 1n })).toBe(0n)
})
