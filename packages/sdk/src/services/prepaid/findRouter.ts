import { type Address, address, type ServiceId, serviceId } from '@infinitio/domain'
import { prepaidPaths, readRouterTerms, type RouterTerms } from '@infinitio/services'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { readShortText } from '../../transport/readShortText.ts'
import { refusal } from '../../transport/refusal.ts'
import { readNewestTerms } from '../paid/readNewestTerms.ts'

/**
 * A router that users prepay: its id on the ledger, its terms there, and its key, which a user's channel names. The owner of this key can settle the whole
 * deposit of the channel, so a user trusts the router with it.
 */
export type RouterOffer = { readonly service: ServiceId; readonly key: Address; readonly terms: RouterTerms }

/** Sends a request. The command-line program passes its own function, because the `fetch` of Node.js cannot resolve names below `localhost`. */
export type RouterCall = (
  url: string,
  request: {
    readonly method: 'GET' | 'POST'
    readonly body?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly signal: AbortSignal
  },
) => Promise<{ readonly status: number; readonly text: string }>

const withinMs = 10_000

/**
 * Asks the server at `url` whether it is a router that users can prepay, and reads its terms from the chain. Returns null for another server, and for a router
 * if its terms on the chain name another URL. Throws `chain.rpc_silent`.
 */
export async function findRouter(
  access: ExitAccess,
  { url, ledger, call = callByFetch }: { readonly url: string; readonly ledger: Address; readonly call?: RouterCall },
): Promise<RouterOffer | null> {
  const offer = await askOffer(url, call)
  if (offer === null) return null
  const bytes = (await readNewestTerms(access, { ledger, services: new Set([offer.service]) })).get(offer.service)
  const terms = bytes === undefined ? null : readRouterTerms(bytes)
  return terms === null || originOf(terms.url) !== originOf(url) ? null : { ...offer, terms }
}

/**
 * Reads the routers that the ledger lists, and asks those at URLs that the caller may call for their keys. So a page sends no request to servers that are no
 * routers. Leaves out routers that do not answer. Throws `chain.rpc_silent`.
 */
export async function findRouters(
  access: ExitAccess,
  { ledger, mayCall, call = callByFetch }: { readonly ledger: Address; readonly mayCall: (url: string) => boolean; readonly call?: RouterCall },
): Promise<readonly RouterOffer[]> {
  const all = await readNewestTerms(access, { ledger, services: null })
  const asked = [...all].map(async ([service, bytes]): Promise<RouterOffer | null> => {
    const terms = readRouterTerms(bytes)
    if (terms === null || !mayCall(terms.url)) return null
    const offer = await askOffer(terms.url, call)
    return offer?.service === service ? { ...offer, terms } : null
  })
  return (await Promise.all(asked)).filter((router) => router !== null)
}

async function askOffer(url: string, call: RouterCall): Promise<Pick<RouterOffer, 'service' | 'key'> | null> {
  const named = await call(pathAt(url, prepaidPaths.offer), { method: 'GET', signal: AbortSignal.timeout(withinMs) }).catch(() => null)
  return named?.status === 200 ? readOffer(named.text) : null
}

/** Returns the URL of a path of the router whose base URL ends with `/v1`, or is only its origin. */
export function pathAt(url: string, path: string): string {
  return `${url.replace(/\/(v1\/?)?$/, '')}${path}`
}

/** Sends a request to a router by `fetch`, without cookies and redirects. Throws `serving.upstream_failed` for an answer of more than 64 KiB. */
export const callByFetch: RouterCall = async (url, { headers = {}, ...request }) => {
  const answer = await fetch(url, { headers: { 'content-type': 'application/json', ...headers }, redirect: 'error', credentials: 'omit', ...request })
  return { status: answer.status, text: answer.body === null ? '' : await readShortText(answer.body) }
}

/** Returns the refusal for an answer of a router: its code from the error table, without its text. */
export function refusedBy({ status, text }: { readonly status: number; readonly text: string }) {
  return refusal('service.router_refused', { detail: /"code":"([a-z_.]{1,60})"/.exec(text)?.[1] ?? `status ${status}` })
}

function originOf(url: string): string | null {
  return URL.parse(url)?.origin ?? null
}

function readOffer(text: string): Pick<RouterOffer, 'service' | 'key'> | null {
  try {
    const { service, key } = JSON.parse(text) as Readonly<Record<string, unknown>>
    const isId = (value: unknown): value is string => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value)
    return isId(service) && isId(key) ? { service: serviceId(service), key: address(key) } : null
  } catch {
    return null
  }
}
