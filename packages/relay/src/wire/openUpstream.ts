import { Agent, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as TlsAgent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { developmentChainId } from '@infinitio/domain/proofs'
import { isPublicHost, publicLookup } from '@infinitio/process'
import { RelayError } from '../relayError.ts'

/** A request to another server. `signal` aborts it at once. */
type Call = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** Connections to one server, which serve many requests. */
export type Upstream = { readonly ask: (call: Call) => Promise<IncomingMessage>; readonly close: () => void }

/**
 * The addresses to which a program connects. `public`: only addresses of the public internet, for a URL that somebody else chose, such as the owner of a
 * service. Without this limit, a service's owner could make the program send requests into the private network of the program's computer. `any`: all addresses,
 * for a URL that the user of the program chose.
 */
export type Reach = 'public' | 'any'

/** Returns the reach of connections to services: their URLs come from the terms on the chain, which anybody can publish. A development chain is private. */
export function serviceReach(chainId: number): Reach {
  return chainId === developmentChainId ? 'any' : 'public'
}

/**
 * Opens the connections to a server. `base` ends with `/v1`, and the paths of calls begin with `/v1`. A call rejects with Node's errors. If `reach` is `public`
 * and the host has no public address, a call rejects before it connects; each new connection checks the address that it uses. If the server closed an idle
 * connection just before the call, the call is sent once more.
 */
export function openUpstream(base: string, { reach }: { readonly reach: Reach }): Upstream {
  const url = new URL(base)
  const prefix = url.pathname.replace(/\/$/, '').replace(/\/v1$/, '')
  const isTls = url.protocol === 'https:'
  const agent = isTls ? new TlsAgent({ keepAlive: true }) : new Agent({ keepAlive: true })
  const send = isTls ? httpsRequest : httpRequest
  const lookup = lookupFor(url, reach)
  const ask = ({ method, path, body, headers = {}, signal }: Call, isSecond = false): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      if (reach === 'public' && !isPublicHost(url)) throw new RelayError('serving.upstream_failed', `${url.hostname} is no public address`)
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }
      const options = { method, agent, signal, ...lookup, headers: { accept: '*/*', 'accept-encoding': 'identity', ...type, ...headers } }
      const sent = send(new URL(`${prefix}${path}`, url), options, resolve)
      sent.on('error', (error) => {
        // The server closed an idle connection while this request was being sent, so it has not read the request.
        const isIdleClosed = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
        if (isSecond || !isIdleClosed || signal.aborted) reject(error)
        // The first error is the one to show: the server may have read the first request, also if nothing can connect to it now.
        else ask({ method, path, headers, signal, ...(body === undefined ? {} : { body }) }, true).then(resolve, () => reject(error))
      })
      sent.end(body)
    })
  return {
    ask: (call) => ask(call),
    close: () => agent.destroy(),
  }
}

const unsentCodes: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

/** Returns true if a call failed before a connection existed, so the server has not received any byte of it. */
export function isUnsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && unsentCodes.has(error.code)
}

function lookupFor({ hostname }: URL, reach: Reach): { readonly lookup?: LookupFunction } {
  if (reach === 'public') return { lookup: publicLookup }
  return hostname.endsWith('.localhost') ? { lookup: lookupHere } : {}
}

/** Resolves every name below `localhost` to this computer (RFC 6761), as browsers do. Node.js asks the system, which often does not know these names. */
const lookupHere: LookupFunction = (_name, { all }, done) => {
  const here = { address: '127.0.0.1', family: 4 }
  if (all === true) done(null, [here])
  else done(null, here.address, here.family)
}
