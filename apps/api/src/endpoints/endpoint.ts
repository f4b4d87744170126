import type { ServerResponse } from 'node:http'
import type { Address } from '@infinitio/domain'
import type { EndpointDescription } from '@infinitio/endpoints'
import type { Services } from '../services/services.ts'

/** What a handler gets. The parts were parsed by the endpoint's schemas; `account` and `nodeIds` were checked by its access. */
export type Call<Params, Query, Body> = {
  readonly services: Services
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Empty only when `access` is `public`, `node`, `local`, or `optional` and nobody is signed in. */
  readonly account: Address | null
  /** The session key that calls for the account, where the endpoint is open to keys; null when the account itself does. */
  readonly sessionKey: Address | null
  readonly sessionTokenHash: string | null
  readonly nodeIds: readonly string[]
  /** The network that the request comes from: an IPv4 address, or 64 bits of IPv6. */
  readonly ip: string
  /** True for a direct connection from this machine, which no proxy forwarded. */
  readonly isThisMachine: boolean
  readonly request: Request
  readonly requestId: string
  /** The connection of the answer, where this server holds it; for streams. */
  readonly outgoing: ServerResponse | null
  /** Headers for the answer. */
  readonly headers: Headers
}

/** One route of the API: its description and the use case behind it. */
export type Endpoint = EndpointDescription & {
  /** The name of its description: `operationId` of the document and the function of the client. */
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: the list holds endpoints of every shape; `bindEndpoints` checked each handler against its schemas.
  readonly handle: (call: Call<any, any, any>) => Promise<unknown>
}
