import { expect, test } from 'vitest'
import type { LastListing } from './listingFile.ts'
import { signingTroubleOf } from './signingTroubleOf.ts'

const now = 1_000_000
const day = 86_400
const told = (last: Partial<LastListing>) =>
  signingTroubleOf({ signer: 'mandate', isPaused: false, mandateUntil: now + 30 * day, trouble: null, ...last }, { nowSeconds: now })

test('reports nothing after its ask was signed again, whichever key signed', () => {
  expect(signingTroubleOf(null, { nowSeconds: now })).toBeNull()
  expect(told({})).toBeNull()
  expect(told({ signer: 'wallet', mandateUntil: null })).toBeNull()
})

test('reports a mandate that ends within a week or has ended, even before the next check of the ask', () => {
  expect(told({ mandateUntil: now + 7 * day })).toEqual({ code: null, mandateUntil: now + 7 * day })
  expect(told({ mandateUntil: now + 7 * day + 1 })).toBeNull()
  expect(told({ mandateUntil: now })).toEqual({ code: 'order.mandate_expired', mandateUntil: now })
})

test('reports why its ask could not be signed again, whenever the mandate ends', () => {
  const code = 'order.mandate_price_too_low'
  expect(told({ trouble: { code, detail: '' } })).toEqual({ code, mandateUntil: now + 30 * day })
  expect(told({ signer: null, mandateUntil: null, trouble: { code: 'node.wallet_needed', detail: '' } })).toEqual({
    ...{ code: 'node.wallet_needed', mandateUntil: null },
  })
})
