import { describe, expect, test } from 'vitest'
import { createClient } from '../createClient.ts'

/** Returns a client of a server that gives these answers one after the other, and the number of requests. */
function clientOf(answers: readonly (() => Response | Promise<Response>)[], options: { retries?: number; timeoutMs?: number } = {}) {
  const asked: string[] = []
  const client = createClient({
    ...options,
    baseUrl: 'http://market.example',
    fetch: async (_url, init) => {
      asked.push(String(init?.method))
      const answer = answers[Math.min(asked.length, answers.length) - 1]
      return await Promise.race([answer?.() ?? Response.error(), aborted(init?.signal)])
    },
  })
  return { client, asked }
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
}

const good = () => Response.json({ state: 'ok' })
const failed =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('<html>', { status, headers })
const silent = () => Promise.reject(new TypeError('fetch failed'))

describe('a client', () => {
  test.each([
    ['no answer', silent],
    ['502', failed(502)],
    ['503', failed(503)],
    ['504', failed(504)],
  ])('repeats a read after %s', async (_name, failure) => {
    const { client, asked } = clientOf([failure, failure, good])
    expect(await client.getHealth()).toEqual({ state: 'ok' })
    expect(asked).toEqual(['GET', 'GET', 'GET'])
  })

  test('throws after the third failure, or at once with no retries', async () => {
    const often = clientOf([failed(503)])
    await expect(often.client.getHealth()).rejects.toMatchObject({ code: 'api.unreachable', status: 503 })
    expect(often.asked).toHaveLength(3)
    const once = clientOf([failed(503)], { retries: 0 })
    await expect(once.client.getHealth()).rejects.toMatchObject({ status: 503 })
    expect(once.asked).toHaveLength(1)
  })

  test.each([400, 401, 404, 429, 500])('does not repeat a read that was refused with %i', async (status) => {
    const { client, asked } = clientOf([failed(status)])
    await expect(client.getHealth()).rejects.toMatchObject({ status })
    expect(asked).toHaveLength(1)
  })

  test('never repeats a write, which may have had its effect', async () => {
    const { client, asked } = clientOf([silent])
    await expect(client.requestFaucet({ account: '0x0000000000000000000000000000000000000001' })).rejects.toMatchObject({ code: 'api.unreachable' })
    expect(asked).toEqual(['POST'])
  })

  test('leaves a long pause that the server asks for to its caller', async () => {
    const { client, asked } = clientOf([failed(503, { 'retry-after': '60' })])
    await expect(client.getHealth()).rejects.toMatchObject({ retryAfterSeconds: 60 })
    expect(asked).toHaveLength(1)
  })

  test('gives up a request after timeoutMs, and repeats it if it is a read', async () => {
    const never = () => new Promise<Response>(() => {})
    const { client, asked } = clientOf([never, good], { timeoutMs: 50 })
    expect(await client.getHealth()).toEqual({ state: 'ok' })
    expect(asked).toHaveLength(2)
    const write = clientOf([never], { timeoutMs: 50 })
    await expect(write.client.requestFaucet({ account: '0x0000000000000000000000000000000000000001' })).rejects.toMatchObject({
      detail: 'No answer within 50 ms.',
    })
  })
})
