import { expect, test } from 'vitest'
import { mayCall } from './readOffers.ts'

test.each<[string, number, boolean]>([
  ['https://models.example.org/v1', 1, true],
  ['http://models.example.org/v1', 1, false],
  ['http://169.254.169.254/v1', 1, false],
  ['https://name:secret@models.example.org/v1', 1, false],
  ['file:///etc/passwd', 31_337, false],
  ['javascript:alert(1)', 31_337, false],
  ['no URL', 31_337, false],
  ['http://127.0.0.1:4191/v1', 31_337, true],
  ['http://127.0.0.1:4191/v1', 31_338, false],
])('a router may call %s on chain %d: %s', (url, chainId, expected) => {
  expect(mayCall(url, chainId)).toBe(expected)
})
