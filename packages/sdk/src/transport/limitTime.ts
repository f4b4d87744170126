import { type ApiRequest, noAnswer, type Transport } from './createTransport.ts'

/**
 * Returns a transport with a time limit: a request fails with `api.unreachable` after `timeoutMs`. A write that fails in this way may still have its effect, so
 * repeat it with the same idempotency key. Streams have no limit.
 */
export function limitTime(transport: Transport, { timeoutMs }: { timeoutMs?: number }): Transport {
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
