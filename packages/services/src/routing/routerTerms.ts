import {
  type Address,
  address,
  assert,
  assetUnits,
  type AssetUnits,
  canonicalJson,
  type LedgerSigningDomain,
  type ServiceId,
} from '@infinitio/domain'

/**
 * The terms of a router that users prepay, as its owner publishes them on the chain. A user's channel names the router's own key, so the router can settle the
 * whole deposit of the channel. `marginBps` is what the router adds to the price of each answer. `responseKey` signs its receipts. `leastDeposit` is the
 * smallest deposit for which it gives an API key. `leastClaim` is the smallest debt that it settles: a smaller one waits, and is written off when its user exits.
 * It is missing in terms from before the field existed, which settle each debt.
 */
export type RouterTerms = {
  readonly version: 1
  readonly kind: 'router'
  readonly asset: 'PToken'
  readonly url: string
  readonly contact: string
  readonly marginBps: number
  readonly leastDeposit: AssetUnits
  readonly responseKey: Address
  readonly leastClaim?: AssetUnits
}

/** Paths of a router that users prepay: what it offers, a new API key for a payer, and the balance behind an API key. */
export const prepaidPaths = { offer: '/v1/prepaid', keys: '/v1/prepaid/keys', balance: '/v1/prepaid/balance' } as const

/** A signed request for an API key is accepted for this time, in seconds. */
export const keyRequestSeconds = 600

const names = ['version', 'kind', 'asset', 'url', 'contact', 'marginBps', 'leastDeposit', 'responseKey']
const wholeBps = 10_000
const mostText = 500

/** The terms of a router as its owner writes them. */
export type WrittenRouterTerms = Pick<RouterTerms, 'url' | 'contact' | 'marginBps' | 'leastDeposit' | 'responseKey' | 'leastClaim'>

/** Returns the terms of a router that pays in PToken. */
export function routerTerms(written: WrittenRouterTerms): RouterTerms {
  return { version: 1, kind: 'router', asset: 'PToken', ...written }
}

/** Parses the terms of a router from their bytes. Returns null if the bytes are not the canonical JSON of valid terms. */
export function readRouterTerms(bytes: Uint8Array): RouterTerms | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const value = JSON.parse(text) as Record<string, unknown>
    const all = [...names, ...('leastClaim' in value ? ['leastClaim'] : [])]
    if (Object.keys(value).length !== all.length || !all.every((name) => name in value)) return null
    if (value['version'] !== 1 || value['kind'] !== 'router' || value['asset'] !== 'PToken') return null
    if (![value['url'], value['contact']].every((one) => typeof one === 'string' && one.length <= mostText)) return null
    if (!isMargin(value['marginBps'])) return null
    const amounts = all.filter((name) => name === 'leastDeposit' || name === 'leastClaim')
    if (!amounts.every((name) => /^\d{1,29}$/.test(String(value[name])))) return null
    const units = Object.fromEntries(amounts.map((name) => [name, assetUnits(BigInt(String(value[name])))]))
    const terms = { ...value, ...units, responseKey: address(String(value['responseKey'])) } as RouterTerms
    return canonicalJson(terms) === text ? terms : null
  } catch {
    // The bytes are not UTF-8 or not JSON, or a field is wrong.
    return null
  }
}

/** Returns what a user of a router pays for an answer that costs the router `cost`: the cost and the margin, rounded up. Asserts that the margin is at most 100 %. */
export function priceWithMargin(cost: bigint, marginBps: number): AssetUnits {
  assert(isMargin(marginBps), 'a margin is at most 100 %')
  return assetUnits((cost * BigInt(wholeBps + marginBps) + BigInt(wholeBps - 1)) / BigInt(wholeBps))
}

/**
 * Returns the message (EIP-191) with which the wallet of a payer asks a router for an API key. It names the chain, the ledger and the router, so that no other
 * router can use it. `issuedSeconds` is in Unix seconds; each request of a payer needs a later time than the one before.
 */
export function prepaidKeyText({
  chainId,
  ledger,
  service,
  payer,
  issuedSeconds,
}: LedgerSigningDomain & { readonly service: ServiceId; readonly payer: Address; readonly issuedSeconds: number }): string {
  return [
    'Infinitio: API key of a router',
    'Whoever has the key spends my deposit at this router. My earlier keys end.',
    `Router: ${service}`,
    `Payer: ${payer}`,
    `Chain: ${chainId}`,
    `Ledger: ${ledger}`,
    `Signed at: ${issuedSeconds}`,
  ].join('\n')
}

function isMargin(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= wholeBps
}
