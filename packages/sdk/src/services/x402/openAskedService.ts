import type { ServiceId } from '@infinitio/domain'
import {
  type AskedPayment,
  mostOfRequest,
  type PaymentRequirements,
  paymentVersion,
  readAskedPayment,
  type ServiceTerms,
  termsHash,
} from '@infinitio/services'
import { InfinitioError } from '../../transport/InfinitioError.ts'
import { refusal } from '../../transport/refusal.ts'
import type { PayingKey } from '../paid/openPaidServices.ts'
import { readOffers } from '../paid/readOffers.ts'
import type { PaidChannel } from '../paid/sendPaid.ts'

/**
 * Parses the payment that a service asks for and checks everything that can be checked without the chain. The amount must not be above any of `limits`, in base
 * units. Throws `serving.payment_invalid` for another version, form, chain, ledger or token, and `serving.amount_too_high`.
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

/**
 * Opens the payment channel to the service that asks for a payment. Reads the service and its terms from the chain, and does not trust what the service says
 * about them. First accepts the receipts of earlier answers. Throws:
 * - `serving.service_unknown`;
 * - `serving.payment_invalid` for another payee, or an amount below the one that follows from the terms;
 * - `serving.amount_too_high` for an amount above it;
 * - `serving.terms_changed` for terms that the chain does not have, or terms with a higher price than the payer accepted.
 */
export async function openAskedService(key: PayingKey, payment: AskedPayment): Promise<PaidChannel> {
  const { service } = payment
  const payee = await payeeOf(key, service)
  if (payee !== payment.payTo) throw refusal('serving.payment_invalid', { detail: `payTo ${payment.payTo}, not ${payee}` })
  const opened = key.channels.opened(service) ?? (await openFirst(key, payment))
  const { channel } = opened
  await key.channels.reconcile(service)
  if (termsHash(channel.terms()) !== payment.terms) await opened.renewTerms()
  checkTerms(channel.terms(), payment)
  return opened
}

/** Opens the first channel to a service. Checks the terms before that, because opening the channel moves money into it. */
async function openFirst(key: PayingKey, payment: AskedPayment): Promise<PaidChannel> {
  const terms = await termsOf(key, payment.service)
  checkTerms(terms, payment)
  return await key.channels.of(payment.service, terms)
}

function checkTerms(terms: ServiceTerms, payment: AskedPayment): void {
  if (termsHash(terms) !== payment.terms) throw refusal('serving.terms_changed', { detail: `the newest terms are ${termsHash(terms)}` })
  const most = mostOfRequest(terms, payment)
  const detail = `${payment.amount} base units, and ${most} by the terms`
  if (payment.amount > most) throw refusal('serving.amount_too_high', { detail })
  if (payment.amount < most) throw refusal('serving.payment_invalid', { detail })
}

async function payeeOf({ ledger }: PayingKey, service: ServiceId): Promise<string> {
  try {
    return (await ledger.serviceOf(service)).payee
  } catch (error) {
    if (error instanceof InfinitioError && error.code === 'service.unknown') throw refusal('serving.service_unknown', { detail: service })
    throw error
  }
}

async function termsOf({ access, ledger, mayCall }: PayingKey, service: ServiceId): Promise<ServiceTerms> {
  const terms = (await readOffers(access, { ledger: ledger.ledger, services: new Set([service]) })).get(service)
  if (terms === undefined || !mayCall(terms.url)) throw refusal('serving.service_unknown', { detail: service })
  return terms
}
