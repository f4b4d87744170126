import { HttpRequestError, RpcRequestError, TimeoutError } from 'viem'
import { describe, expect, test } from 'vitest'
import { askRpc, type RpcProblem, rpcProblemOf } from './askRpc.ts'

const url = 'https://rpc.example'
const http = (status?: number) => new HttpRequestError({ url, ...(status === undefined ? {} : { status }) })
const rpc = (code: number, message: string) => new RpcRequestError({ url, body: {}, error: { code, message } })

describe('what an RPC means by not answering', () => {
  test.each<[string, unknown, RpcProblem]>([
    ['HTTP 429', http(429), 'busy'],
    ['a rate limit in words', rpc(-32_005, 'daily request count exceeded, request rate limited'), 'busy'],
    ['a rate that was exceeded', rpc(-32_005, 'project ID request rate exceeded'), 'busy'],
    ['capacity in words', rpc(429, 'Your app has exceeded its compute units per second capacity'), 'busy'],
    ['no connection, or a browser that hides the answer', http(), 'away'],
    ['a gateway that fails', http(502), 'away'],
    ['a timeout', new TimeoutError({ body: {}, url }), 'away'],
    ['what is no answer at all', new TypeError('fetch failed'), 'away'],
    ['a range that is too wide', rpc(-32_602, 'eth_getLogs is limited to a 10,000 range'), 'refused'],
    ['too many results', rpc(-32_005, 'query returned more than 10000 results'), 'refused'],
    ['a body that is too large', http(413), 'refused'],
  ])('%s', (_what, error, problem) => {
    expect(rpcProblemOf(error)).toBe(problem)
  })

  test('a busy RPC is asked seven times with longer waits, an absent one four, a refusal once', async () => {
    const ask = async (error: Error) => {
      const waits: number[] = []
      let asked = 0
      const failing = askRpc({ sleep: async (ms) => void waits.push(ms) }, () => {
        asked += 1
        return Promise.reject(error)
      })
      await expect(failing).rejects.toThrow()
      return { asked, waits }
    }
    expect(await ask(http(429))).toEqual({ asked: 7, waits: [250, 500, 1_000, 2_000, 4_000, 8_000] })
    expect(await ask(http())).toEqual({ asked: 4, waits: [250, 500, 1_000] })
    expect(await ask(rpc(-32_602, 'too wide'))).toEqual({ asked: 1, waits: [] })
  })
})
