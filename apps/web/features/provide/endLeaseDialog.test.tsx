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
  expect(shown(day, day)).toContain('In that case, your machines are not listed until you add 2.00 PT to the bond')
})

test('subtracts the compensation from the pay, so that the bold total is what the provider has in the end', () => {
  const lines = (bonded: bigint) =>
    shown(bonded, null)
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
  expect(lines(day)).toMatch(/from your bond, at most −2\.00 PT You lose in total, at most 1\.\d+ PT/)
  expect(lines(pt / 1_000n)).toMatch(/at most −0\.001 PT You get in total, at least 0\.\d+ PT/)
  expect(lines(0n)).toMatch(/ You get 0\.\d+ PT/)
  expect(lines(0n)).not.toContain('in total')
})

test('does not warn while enough of the bond is free, or while the required bond is unknown', () => {
  for (const calm of [shown(day * 2n, day), shown(day, null)]) expect(calm).not.toContain('are not listed until')
})
