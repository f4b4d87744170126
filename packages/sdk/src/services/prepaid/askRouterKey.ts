import type { Address, LedgerSigningDomain } from '@infinitio/domain'
import { prepaidKeyText, prepaidPaths } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import { callByFetch, pathAt, refusedBy, type RouterCall, type RouterOffer } from './findRouter.ts'

/** An API key of a router, which is shown once, and the base URL for OpenAI's packages. Every program with the key spends the deposit of its payer. */
export type RouterKey = { readonly apiKey: string; readonly baseUrl: string }

type Asking = {
  readonly payer: Address
  readonly domain: LedgerSigningDomain
  readonly nowSeconds: number
  /** Signs a text by the payer's wallet (EIP-191). */
  readonly signMessage: (text: string) => Promise<string>
  readonly call?: RouterCall
}

const withinMs = 20_000

/**
 * Asks a router for an API key. The wallet of a payer signs the request. The payer's channel to the router must hold the least deposit of its terms, in final
 * blocks. The earlier keys of the payer end. Throws `service.router_refused` with the router's code, and `service.router_unanswered`.
 */
export async function askRouterKey(
  { service, terms }: RouterOffer,
  { payer, domain, nowSeconds, signMessage, call = callByFetch }: Asking,
): Promise<RouterKey> {
  const signature = (await signMessage(prepaidKeyText({ ...domain, service, payer, issuedSeconds: nowSeconds }))).toLowerCase()
  const body = JSON.stringify({ payer, issuedSeconds: nowSeconds, signature })
  const target = pathAt(terms.url, prepaidPaths.keys)
  const answer = await call(target, { method: 'POST', body, signal: AbortSignal.timeout(withinMs) }).catch(() => {
    throw refusal('service.router_unanswered', { detail: target })
  })
  const apiKey = answer.status === 200 ? /"apiKey":"(infr_[\w-]{20,100})"/.exec(answer.text)?.[1] : undefined
  if (apiKey === undefined) throw refusedBy(answer)
  return { apiKey, baseUrl: terms.url }
}
