import {
  type Address,
  address,
  assetUnits,
  type AssetUnits,
  canonicalJson,
  type Hex32,
  isHex32,
  keccak256Hex,
  weightsPartBytes,
  zeroHex32,
} from '@infinitio/domain'
import { type CachedPrefix, isCachedPrefix } from './cachedPrefix.ts'
import type { PrivacyKind } from './routing/candidate.ts'
import type { RouterTerms } from './routing/routerTerms.ts'
import { isContext, isQuantization, isRegion, type StatedFacts } from './statedFacts.ts'

/** The kinds of services that sell bytes: `cache` sells files by their SHA-256, `fetch` loads public pages of hosts that its operator allows. */
export type FileKind = 'cache' | 'fetch'

/**
 * The terms of a service as its owner publishes them on the chain. Prices are in base units of PToken for a million tokens. `step` is the most that a client
 * pays for output before it has received it. `responseKey` signs receipts. `leastDeposit` is the smallest deposit of a channel that the service accepts. A
 * request that makes the service rent a machine also pays `startPrice`, once. If that request ends without paying it, the next request that the machine answers
 * pays it. The field is missing in terms without such a price, so that their hash is the same as before the field existed. `boxKey` is the X25519 key to which
 * clients encrypt prompts. It is missing if the service reads only plain prompts. The facts of `StatedFacts` are missing if the seller does not state them.
 * `acceptsG` is true if clients may also pay in G, at the rate of the chain's oracle, and missing otherwise. Prices remain in PToken. `settlesProven` is true if
 * the service also settles vouchers of keys on BabyJubJub, and missing otherwise.
 * `cachedPrefix` is the rule by which the beginning of a prompt gets the price of cached input, and missing if the service has none.
 * A service of a `FileKind` counts one request as one token of input and one byte as one token of output. Its `model` is the name of its kind.
 */
export type ServiceTerms = StatedFacts & {
  readonly version: 1
  readonly kind: 'chat' | FileKind
  readonly asset: 'PToken'
  readonly model: string
  readonly url: string
  readonly contact: string
  readonly inputPrice: AssetUnits
  readonly cachedPrice: AssetUnits
  readonly outputPrice: AssetUnits
  readonly step: AssetUnits
  readonly leastDeposit: AssetUnits
  readonly startPrice?: AssetUnits
  readonly responseKey: Address
  readonly boxKey?: Hex32
  readonly acceptsG?: true
  readonly settlesProven?: true
  readonly cachedPrefix?: CachedPrefix
}

/** The terms of a service that sells bytes. */
export type FileTerms = ServiceTerms & { readonly kind: FileKind }

/** The default step (the most that a client pays for output before it has received it): 0.01 PToken. */
export const usualStep = assetUnits(10n ** 16n)

const amounts = ['inputPrice', 'cachedPrice', 'outputPrice', 'step', 'leastDeposit'] as const
const names = ['version', 'kind', 'asset', 'model', 'url', 'contact', 'responseKey', ...amounts]
const optional = ['startPrice', 'boxKey', 'acceptsG', 'settlesProven', 'cachedPrefix', 'contextTokens', 'quantization', 'region'] as const
/** The optional fields that a service which sells bytes cannot have. */
const fileOptional = ['startPrice', 'boxKey', 'acceptsG', 'settlesProven', 'cachedPrefix', 'contextTokens', 'quantization'] as const
const mostText = 500
const million = 1_000_000n

/** Returns the bytes of the terms of a service or a router, as canonical JSON. The contract's event contains these bytes and their Keccak-256 hash. */
export function termsBytes(terms: ServiceTerms | RouterTerms): Uint8Array {
  return new TextEncoder().encode(canonicalJson(terms))
}

/** Returns the hash by which vouchers (promises to pay) and receipts refer to the terms of a service or a router. */
export function termsHash(terms: ServiceTerms | RouterTerms): Hex32 {
  return keccak256Hex(termsBytes(terms))
}

/** Parses the terms of a service that sells answers of a model. Returns null if the bytes are not the canonical JSON of valid terms of such a service. */
export function readTerms(bytes: Uint8Array): ServiceTerms | null {
  const terms = parsedTerms(bytes)
  return terms?.kind === 'chat' ? terms : null
}

/**
 * Parses the terms of a service that sells bytes. Returns null if the bytes are not the canonical JSON of valid terms of such a service. They have no key for
 * encrypted requests and no start price, and 64 MiB cost at most one step. So a client that checks each part of a file loses at most one step to wrong bytes.
 */
export function readFileTerms(bytes: Uint8Array): FileTerms | null {
  const terms = parsedTerms(bytes)
  return terms !== null && isFileTerms(terms) ? terms : null
}

/** Parses the terms of a service of any kind. Returns null if the bytes are not the canonical JSON of valid terms. */
export function readTermsOfAnyKind(bytes: Uint8Array): ServiceTerms | null {
  return readTerms(bytes) ?? readFileTerms(bytes)
}

function isFileTerms(terms: ServiceTerms): terms is FileTerms {
  const { kind, model, step, outputPrice } = terms
  if (kind === 'chat' || model !== kind || fileOptional.some((name) => name in terms)) return false
  return BigInt(weightsPartBytes) * outputPrice <= step * million
}

function parsedTerms(bytes: Uint8Array): ServiceTerms | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const value = JSON.parse(text) as Record<string, unknown>
    const all = [...names, ...optional.filter((name) => name in value)]
    if (Object.keys(value).length !== all.length || !all.every((name) => name in value)) return null
    if (value['version'] !== 1 || !isKind(value['kind']) || value['asset'] !== 'PToken') return null
    if (!['model', 'url', 'contact'].every((name) => isText(value[name]))) return null
    if ('boxKey' in value && !isBoxKey(value['boxKey'])) return null
    if ('acceptsG' in value && value['acceptsG'] !== true) return null
    if ('settlesProven' in value && value['settlesProven'] !== true) return null
    if ('cachedPrefix' in value && !isCachedPrefix(value['cachedPrefix'])) return null
    if (!areFacts(value)) return null
    const units = Object.fromEntries(all.filter(isAmount).map((name) => [name, amountOf(value[name])]))
    const terms = { ...value, ...units, responseKey: address(String(value['responseKey'])) } as ServiceTerms
    return terms.step > 0n && terms.startPrice !== 0n && canonicalJson(terms) === text ? terms : null
  } catch {
    // The bytes are not UTF-8 or not JSON, or a field is wrong.
    return null
  }
}

/** Returns the amount that a request pays in addition to its tokens if it must pay for the start of a machine. */
export function startPriceOf({ startPrice }: Pick<ServiceTerms, 'startPrice'>): AssetUnits {
  return startPrice ?? assetUnits(0n)
}

/** Returns how prompts can be sent to a service with these terms. */
export function privacyOf({ boxKey }: Pick<ServiceTerms, 'boxKey'>): readonly PrivacyKind[] {
  return boxKey === undefined ? ['plain'] : ['plain', 'sealed']
}

const compared = ['inputPrice', 'cachedPrice', 'outputPrice', 'step', 'startPrice'] as const

/**
 * Returns the name of the first field that is worse for a payer in the new terms than in the terms that the payer accepted: a higher price or step, or a stricter
 * or missing rule about cached beginnings of prompts. Returns null if none is.
 */
export function dearerField(next: ServiceTerms, accepted: ServiceTerms): (typeof compared)[number] | 'cachedPrefix' | null {
  const dearer = compared.find((name) => (next[name] ?? 0n) > (accepted[name] ?? 0n))
  if (dearer !== undefined) return dearer
  const [rule, before] = [next.cachedPrefix, accepted.cachedPrefix]
  if (before === undefined) return null
  return rule !== undefined && rule.leastTokens <= before.leastTokens && rule.withinSeconds >= before.withinSeconds ? null : 'cachedPrefix'
}

/** Returns the difference that `dearerField` finds, as a text with both values, or null. */
export function dearerText(next: ServiceTerms, accepted: ServiceTerms): string | null {
  const name = dearerField(next, accepted)
  const textOf = (terms: ServiceTerms) =>
    name === 'cachedPrefix' ? JSON.stringify(terms.cachedPrefix ?? null) : String(name === null ? '' : terms[name])
  return name === null ? null : `${name} is ${textOf(next)}, and was ${textOf(accepted)}`
}

function isAmount(name: string): boolean {
  return name === 'startPrice' || (amounts as readonly string[]).includes(name)
}

/**
 * Returns true if a value can be an X25519 key. Zero bytes are rejected, because they would give everybody the same shared secret. Web Crypto refuses the other
 * keys with this property when a prompt is encrypted.
 */
function isBoxKey(value: unknown): boolean {
  return typeof value === 'string' && isHex32(value) && value !== zeroHex32
}

function areFacts(value: Readonly<Record<string, unknown>>): boolean {
  if ('contextTokens' in value && !isContext(value['contextTokens'])) return false
  if ('quantization' in value && !isQuantization(value['quantization'])) return false
  return !('region' in value) || isRegion(value['region'])
}

function isKind(value: unknown): boolean {
  return value === 'chat' || value === 'cache' || value === 'fetch'
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= mostText
}

function amountOf(value: unknown): AssetUnits {
  if (typeof value !== 'string' || !/^\d{1,29}$/.test(value)) throw new Error('an amount is a decimal number in a string')
  return assetUnits(BigInt(value))
}
