/** An HTTP request to an AI service. */
export type ServiceCall = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** Sends HTTP requests to one AI service. Rejects with the errors of `fetch`. */
export type AskService = (call: ServiceCall) => Promise<Response>

/** Returns the function that sends requests to the service at a URL. It sends no cookie and no address of the page, and follows no redirect. */
export function askServiceAt(url: string): AskService {
  const base = new URL(url)
  const prefix = base.pathname.replace(/\/$/, '').replace(/\/v1$/, '')
  return ({ method, path, body, headers = {}, signal }) =>
    fetch(new URL(`${prefix}${path}`, base), {
      ...{ method, signal, credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer', cache: 'no-store' },
      ...(body === undefined ? { headers } : { body: new Uint8Array(body), headers: { 'content-type': 'application/json', ...headers } }),
    })
}

/** The facts about this program's connections: whether it is a page or a worker in a browser, and the protocol of its earlier requests, by their URLs. */
type Connections = {
  readonly isBrowser: boolean
  readonly seen: () => readonly { readonly name: string; readonly nextHopProtocol: string }[]
}

const connections: Connections = {
  isBrowser: 'document' in globalThis || 'WorkerGlobalScope' in globalThis,
  seen: () => performance.getEntriesByType('resource') as unknown as ReturnType<Connections['seen']>,
}

/** Over HTTP/1.1, a browser opens six connections to a host; two of them stay free for raised payment limits and receipts. */
const [mostOnFewConnections, mostOnOneConnection] = [4, 16]

/**
 * Returns the largest number of requests that may run at the same time to the service at `url`. It is 16 if all requests share one connection, otherwise 4.
 * Outside of browsers, connections over HTTPS count as shared. In a browser they count as shared once the browser has shown that it reaches the service over
 * HTTP/2 or HTTP/3.
 */
export function mostAtOnce(url: string, { isBrowser, seen }: Connections = connections): number {
  const { origin, protocol } = new URL(url)
  if (protocol !== 'https:') return mostOnFewConnections
  const isShared =
    !isBrowser || seen().some(({ name, nextHopProtocol }) => ['h2', 'h3'].includes(nextHopProtocol) && URL.parse(name)?.origin === origin)
  return isShared ? mostOnOneConnection : mostOnFewConnections
}
