import type { ServerResponse } from 'node:http'
import type { Address, ErrorCode, Refusal } from '@infinitio/domain'
import type { z } from 'zod'
import type { Services } from '../services.ts'

/** Longer than any query should take, short enough that a person waits for it. */
const usualDeadlineMs = 8_000

/**
 * Who may call: anyone (`public`), anyone but told apart when signed in (`optional`), a signed-in account, or an agent's node session. A session key of an
 * account calls only what `keyRights` names.
 */
export type Access = 'public' | 'optional' | 'account' | 'node'

/** What a handler gets. The parts were parsed by the endpoint's schemas; `account` and `nodeIds` were checked by its access. */
export type Call<Params, Query, Body> = {
  readonly services: Services
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Empty only when `access` is `public`, `node`, or `optional` and nobody is signed in. */
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

/** One route of the API: what documents it, what parses it, what it costs, and the use case behind it. */
export type Endpoint = {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Below /api/v1, with parameters in braces. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  /** Tokens it takes from the buckets of the caller's address and account. */
  readonly cost: number
  /** Tokens beyond `cost` for the work that a body asks for; null where all bodies cost the same. */
  // biome-ignore lint/suspicious/noExplicitAny: the list holds endpoints of every shape; `endpoint` checked each against its schemas.
  readonly extraCost: ((body: any) => number) | null
  readonly params: z.ZodType | null
  readonly query: z.ZodType | null
  readonly body: z.ZodType | null
  /** Most bytes of its body; 64 KiB where it does not say. */
  readonly mostBytes: number
  /** How long it may take, milliseconds; longer for what carries a file. */
  readonly deadlineMs: number
  readonly answer: z.ZodType | null
  /** Media type of the answer; of a stream `answer` says what one event or line of it is. */
  readonly answerType: string
  readonly status: 200 | 202 | 204
  /** Codes the use case can refuse with; those of the door itself are added to each endpoint. */
  readonly codes: readonly ErrorCode[]
  readonly idempotent: boolean
  // biome-ignore lint/suspicious/noExplicitAny: the list holds endpoints of every shape; `endpoint` checked each handler against its schemas.
  readonly handle: (call: Call<any, any, any>) => Promise<unknown>
}

type Parsed<Schema extends z.ZodType | null> = Schema extends z.ZodType ? z.output<Schema> : null
type Answer<Schema extends z.ZodType | null> = Schema extends z.ZodType ? z.input<Schema> : null

/** Describes an endpoint; its handler returns the answer, a refusal, or a Response of its own (streams). */
export function endpoint<P extends z.ZodType | null, Q extends z.ZodType | null, B extends z.ZodType | null, A extends z.ZodType | null>(
  spec: Omit<Endpoint, 'params' | 'query' | 'body' | 'answer' | 'answerType' | 'handle' | 'idempotent' | 'mostBytes' | 'deadlineMs' | 'extraCost'> & {
    params: P
    query: Q
    body: B
    answer: A
    answerType?: string
    idempotent?: boolean
    mostBytes?: number
    deadlineMs?: number
    extraCost?: (body: Parsed<B>) => number
    handle: (call: Call<Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<Answer<A> | Refusal | Response>
  },
): Endpoint {
  return { extraCost: null, idempotent: false, mostBytes: 65_536, deadlineMs: usualDeadlineMs, answerType: 'application/json', ...spec }
}
