import { type Address, address, assetUnits, type AssetUnits, type Hex32, type ServiceId, serviceId } from '@infinitio/domain'
import { isRecord } from '../jsonText.ts'
import { needOf, type PromptSize } from '../metering.ts'
import { type ServiceTerms, termsHash } from '../terms.ts'
import { mostRequestBytes } from '../wireNames.ts'

/** The name of this payment in x402 (an open standard for paid HTTP requests): a voucher (promise to pay) on a channel of the service ledger. */
export const paymentScheme = 'service-ledger'
export const paymentVersion = 2

/** The contracts and accounts of a payment. `payTo` is the payee of the service. */
export type PaymentPlace = {
  readonly chainId: number
  readonly ledger: Address
  readonly asset: Address
  readonly payTo: Address
  readonly service: ServiceId
}

/**
 * A request as its service describes it to a client of x402, which signs without the body. `request` is the hash of the salt (16 random bytes) and the body,
 * `mostOutput` the limit of output tokens in the request, or null.
 */
export type NamedRequest = {
  readonly salt: `0x${string}`
  readonly request: Hex32
  readonly prompt: PromptSize
  readonly mostOutput: number | null
}

/** The payment that a service asks for one request. `amount` is the most that the request may cost, `terms` the hash of the service's terms. */
export type AskedPayment = PaymentPlace & NamedRequest & { readonly amount: AssetUnits; readonly terms: Hex32 }

/** Payment requirements in the format of x402, version 2. */
export type PaymentRequirements = {
  readonly scheme: string
  readonly network: `${string}:${string}`
  readonly asset: string
  readonly amount: string
  readonly payTo: string
  readonly maxTimeoutSeconds: number
  readonly extra: Readonly<Record<string, unknown>>
}

/** The header of an answer with status 402 in the format of x402, version 2. */
export type PaymentRequired = {
  readonly x402Version: typeof paymentVersion
  readonly error: string
  readonly resource: { readonly url: string; readonly mimeType: string }
  readonly accepts: readonly [PaymentRequirements]
}

/** After this many answers, the step (the advance for one request) no longer grows. */
const manyAnswers = 1_000
const mostSeconds = 600
const mostTokens = 2 ** 31

/**
 * Returns the most that a request may cost with one voucher (promise to pay): the price of its prompt, the start price, and the smaller of one whole step (the
 * advance for one request) and the price of the longest output. A client of x402 cannot sign again while the answer runs.
 */
export function mostOfRequest(terms: ServiceTerms, { prompt, mostOutput }: Pick<NamedRequest, 'prompt' | 'mostOutput'>): AssetUnits {
  return needOf(terms, { prompt, mostOutput, answers: manyAnswers })
}

/** Returns the payment that a service asks for a request, as x402 describes it. `url` is the address of the request, `error` a sentence for a person. */
export function paymentRequired(
  place: PaymentPlace,
  { terms, named, url, error }: { readonly terms: ServiceTerms; readonly named: NamedRequest; readonly url: string; readonly error: string },
): PaymentRequired {
  const { chainId, ledger, asset, payTo, service } = place
  const { salt, request, prompt, mostOutput } = named
  const extra = { ledger, service, terms: termsHash(terms), salt, request, prompt, mostOutput }
  const requirements: PaymentRequirements = {
    ...{ scheme: paymentScheme, network: networkOf(chainId), asset, amount: mostOfRequest(terms, named).toString(), payTo },
    ...{ maxTimeoutSeconds: mostSeconds, extra },
  }
  return { x402Version: paymentVersion, error, resource: { url, mimeType: 'application/json' }, accepts: [requirements] }
}

/** Returns the name of a chain in x402. */
export function networkOf(chainId: number): `${string}:${string}` {
  return `eip155:${chainId}`
}

/** Parses the payment that a service asks for a request. Returns null if a field of the payment is missing or malformed. */
export function readAskedPayment(requirements: PaymentRequirements): AskedPayment | null {
  const { scheme, network, asset, amount, payTo, extra } = requirements
  const [, chainId] = /^eip155:([1-9]\d{0,14})$/.exec(network) ?? []
  if (scheme !== paymentScheme || chainId === undefined || !isRecord(extra) || !/^\d{1,29}$/.test(amount)) return null
  const { ledger, service, terms, salt, request, prompt, mostOutput } = extra
  if (![asset, payTo, ledger, service].every((account) => isHex(account, 20))) return null
  if (!isHex(terms, 32) || !isHex(request, 32) || !isHex(salt, 16)) return null
  if (!isRecord(prompt) || !isCount(prompt['bytes'], mostRequestBytes) || !isCount(prompt['messages'], mostRequestBytes)) return null
  if (mostOutput !== null && !isCount(mostOutput, mostTokens)) return null
  return {
    ...{
      chainId: Number(chainId),
      ledger: address(String(ledger)),
      asset: address(asset),
      payTo: address(payTo),
      service: serviceId(String(service)),
    },
    ...{ salt, request: request as Hex32, terms: terms as Hex32, amount: assetUnits(BigInt(amount)), mostOutput },
    prompt: { bytes: prompt['bytes'], messages: prompt['messages'] },
  }
}

function isHex(value: unknown, bytes: number): value is `0x${string}` {
  return typeof value === 'string' && value.length === 2 + 2 * bytes && /^0x[0-9a-f]+$/.test(value)
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most
}
