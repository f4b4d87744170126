import type { ServerResponse } from 'node:http'
import type { Address } from '@infinitio/domain'
import type { EndpointDescription } from '@infinitio/endpoints'
import type { Services } from '../services/services.ts'

/** The input of a handler. The endpoint's schemas have parsed `params`, `query` and `body`; its access check has set `account` and `nodeIds`. */
export type Call<Params, Query, Body> = {
  readonly services: Services
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /**
   * The account for which the request is made. Null only if `access` is `public`, `node` or `local`, or if it is `optional` and the caller is not signed in.
   */
  readonly account: Address | null
  /** The session key that calls for the account, at endpoints that accept session keys. Null if the account itself calls. */
  readonly sessionKey: Address | null
  readonly sessionTokenHash: string | null
  readonly nodeIds: readonly string[]
  /** The network of the caller, for rate limits: an IPv4 address, or the first 64 bits of an IPv6 address. */
  readonly ip: string
  /** True if the connection comes directly from this machine. False if a proxy forwarded the request. */
  readonly isThisMachine: boolean
  readonly request: Request
  readonly requestId: string
  /** The HTTP response to which a stream is written. Null if the app runs without an HTTP server, as in some tests. */
  readonly outgoing: ServerResponse | null
  /** Headers that the handler adds to the answer. */
  readonly headers: Headers
}

/** One route of the API: the description of the endpoint, and the use case behind it. */
export type Endpoint = EndpointDescription & {
  /** The name of the endpoint's description. It is also the `operationId` in the document and the name of the client's function. */
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: the list holds endpoints of every shape; `bindEndpoints` checked each handler against its schemas.
  readonly handle: (call: Call<any, any, any>) => Promise<unknown>
}
