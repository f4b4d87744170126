import { expect, test } from 'vitest'
import { EndLines } from '#web/features/provide/EndLeaseDialog.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'

const pt = 10n ** 18n
const day = 48n * pt
const plain = fixtureLease({})
const lease = { ...plain, terms: { ...plain.terms, pricePerGpuSecond: (pt / 1_800n).toString() } }
const shown = (bonded: bigint, required: bigint | null) =>
  markupFor('en', <EndLines {...{ lease, bonded, required }} now={fixtureStart + 110} bondPerGpu={day / 2n} />).replaceAll('\u00a0', ' ')

test('warns before the signature that the compensation ends the listings, with the amount to add', () => {
  expect(shown(day, day)).toContain('Your machines are then no longer listed until you add 2.00 PT to the bond')
})

test('does not warn while enough of the bond is free, or while the required bond is unknown', () => {
  for (const calm of [shown(day * 2n, day), shown(day, null)]) expect(calm).not.toContain('no longer listed')
})
