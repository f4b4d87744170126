import { expect, test } from 'vitest'
import { feeKeys, feeKeysOf, feeLines } from './feeLines.ts'

const payers = [undefined, 'renter', 'provider'] as const
const charges = [undefined, 'share', 'flat'] as const

test.each(payers.flatMap((payer) => charges.map((charge) => ({ payer, charge }))))('selects the fees of $payer and $charge', ({ payer, charge }) => {
  const match = { ...(payer === undefined ? {} : { payer }), ...(charge === undefined ? {} : { charge }) }
  const expected = feeKeys.filter((key) => Object.entries(match).every(([name, value]) => feeLines[key][name as keyof typeof match] === value))
  expect(feeKeysOf(match)).toEqual(expected)
})
