import { type AskedPayment, type PaymentRequirements, paymentVersion, readAskedPayment } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import type { PayingKey } from '../paid/openPaidServices.ts'

/**
 * Parses the payment that a service asks for and checks the parts that need no look at the chain. `limits` are the most that one payment may be, in base units.
 * Throws `serving.payment_invalid` for another version, form, chain, ledger or token, and `serving.amount_too_high`.
 */
export function checkPayment(
  { chainId, ledger, pToken }: PayingKey,
  { version, requirements, limits }: { readonly version: number; readonly requirements: PaymentRequirements; readonly limits: readonly bigint[] },
): AskedPayment {
  const payment = version === paymentVersion ? readAskedPayment(requirements) : null
  if (payment === null) throw refusal('serving.payment_invalid', { detail: `x402 version ${version}, scheme ${requirements.scheme}` })
  const expected = { chainId, ledger: ledger.ledger, asset: pToken } as const
  for (const name of ['chainId', 'ledger', 'asset'] as const)
    if (payment[name] !== expected[name]) throw refusal('serving.payment_invalid', { detail: `${name} ${payment[name]}, not ${expected[name]}` })
  for (const limit of limits)
    if (payment.amount > limit) throw refusal('serving.amount_too_high', { detail: `${payment.amount} base units, the limit is ${limit}` })
  return payment
}
