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

/**
 * The largest number of requests to a service at the same time. Over HTTP/1.1, a browser opens six connections to a host; two of them stay free for raised
 * payment limits and receipts.
 */
export function mostAtOnce(url: string): number {
  return new URL(url).protocol === 'https:' ? 16 : 4
}
