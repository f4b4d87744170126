import { expect, it } from 'vitest'
import { rpcUrl } from './rpcUrl.ts'

it.each([
  ['http://127.0.0.1:8545', true],
  ['http://127.0.0.1:8545, https://node.example/key', true],
  ['', false],
  ['http://127.0.0.1:8545,', false],
  ['127.0.0.1:8545', false],
  ['ws://127.0.0.1:8545', false],
  ['http://127.0.0.1:8545 https://node.example', false],
])('RPC_URL accepts or rejects %j: %s', (text, good) => {
  expect(rpcUrl.safeParse(text).success).toBe(good)
})
