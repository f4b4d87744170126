import type { ServerResponse } from 'node:http'
import type { Address, Refusal } from '@infinitio/domain'
import type { EndpointDescription, KeyRight } from '@infinitio/endpoints'
import type { z } from 'zod'
import type { Services } from '../services.ts'

/** Longer than any query should take, short enough that a person waits for it. */
const usualDeadlineMs = 8_000

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
  // biome-ignore lint/suspicious/noExplicitAny: the list holds endpoints of every shape; `bindEndpoints` checked each handler against its schemas.
  readonly handle: (call: Call<any, any, any>) => Promise<unknown>
}

type Parsed<Schema extends z.ZodType | null> = Schema extends z.ZodType ? z.output<Schema> : null
type Answer<Schema extends z.ZodType | null> = Schema extends z.ZodType ? z.input<Schema> : null

/** Describes an endpoint; its handler returns the answer, a refusal, or a Response of its own (streams). */
export function endpoint<P extends z.ZodType | null, Q extends z.ZodType | null, B extends z.ZodType | null, A extends z.ZodType | null>(
  spec: Omit<
    Endpoint,
    'params' | 'query' | 'body' | 'answer' | 'answerType' | 'handle' | 'idempotent' | 'mostBytes' | 'deadlineMs' | 'extraCost' | 'keyRight' | 'takes'
  > & {
    params: P
    query: Q
    body: B
    answer: A
    answerType?: string
    idempotent?: boolean
    keyRight?: KeyRight
    mostBytes?: number
    deadlineMs?: number
    extraCost?: (body: Parsed<B>) => number
    handle: (call: Call<Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<Answer<A> | Refusal | Response>
  },
): Endpoint {
  return {
    keyRight: null,
    takes: null,
    extraCost: null,
    idempotent: false,
    mostBytes: 65_536,
    deadlineMs: usualDeadlineMs,
    answerType: 'application/json',
    ...spec,
  }
}
