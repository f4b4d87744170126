import { expect, test } from 'vitest'
import { localAllowed } from './localAllowed.ts'

test.each([
  [31337, 'http://127.0.0.1:8545', true],
  [31337, 'http://localhost:8545', true],
  [31337, 'http://[::1]:8545', true],
  [31337, 'http://10.0.0.5:8545', false],
  [31337, 'https://rpc.example', false],
  [31337, 'http://127.0.0.1.evil.example:8545', false],
  [31337, 'http://127.0.0.1:8545, http://localhost:9545', true],
  [31337, 'http://127.0.0.1:8545,https://rpc.example', false],
  [31337, 'not a url', false],
  [1, 'http://127.0.0.1:8545', false],
  [8453, 'http://127.0.0.1:8545', false],
])('on chain %i at %s the local runtime is allowed: %s', (chainId, rpcUrl, allowed) => {
  expect(localAllowed({ chainId, rpcUrl }).allowed).toBe(allowed)
})
