import { HttpRequestError, RpcRequestError, TimeoutError } from 'viem'
import { expect, test } from 'vitest'
import { keptState } from './keptState.ts'

const url = 'http://node'
const said = (code: number, message: string) => new RpcRequestError({ url, body: {}, error: { code, message } })

test('returns null for a state that a node no longer stores, and throws every other error', async () => {
  for (const gone of ['missing trie node 8f2a (path )', 'historical state 0xab is not available', 'header not found', 'state at block is pruned'])
    expect(await keptState(Promise.reject(said(-32000, gone)))).toBeNull()
  for (const away of [
    said(-32005, 'limit exceeded'),
    said(-32603, 'internal error'),
    new HttpRequestError({ url, details: 'header not found' }),
    new TimeoutError({ url, body: {} }),
    new Error('missing trie node'),
  ])
    await expect(keptState(Promise.reject(away))).rejects.toBe(away)
  expect(await keptState(Promise.resolve(5))).toBe(5)
})
