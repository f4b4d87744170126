import { refuseSigningKey } from '../session-keys/refuseSigningKey.ts'
import { type ApiRequest, createTransport, noAnswer, type Transport, type TransportOptions } from '../transport/createTransport.ts'
import { repeatReads } from '../transport/repeatReads.ts'

/** Options of the client. `timeoutMs` limits the time of one request; if it is absent, the time is not limited. */
export type ClientOptions = TransportOptions & {
  readonly timeoutMs?: number
  /** How often a failed read is repeated. Default: 2. */
  readonly retries?: number
}

/**
 * Creates the transport that `createClient` uses, with its time limit and its repeated reads. Opens no connection. Throws `auth.signing_key_sent` for a token
 * that is a signing key.
 */
export function openTransport(options: ClientOptions): Transport {
  refuseSigningKey(options.token)
  return repeatReads(limitTime(createTransport(options), options), options)
}

/**
 * Returns a transport with a time limit: a request fails with `api.unreachable` after `timeoutMs`. A write that fails in this way may still have its effect, so
 * repeat it with the same idempotency key. Streams have no limit.
 */
function limitTime(transport: Transport, { timeoutMs }: { timeoutMs?: number }): Transport {
  if (timeoutMs === undefined) return transport
  return {
    ...transport,
    async send<Answer>(request: ApiRequest) {
      const limit = new AbortController()
      const timer = setTimeout(() => limit.abort(), timeoutMs)
      const signal = request.signal === undefined ? limit.signal : AbortSignal.any([request.signal, limit.signal])
      try {
        return await transport.send<Answer>({ ...request, signal })
      } catch (error) {
        if (request.signal?.aborted || !limit.signal.aborted) throw error
        throw noAnswer(error, `No answer within ${timeoutMs} ms.`)
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
