import { expect, test } from 'vitest'
import { mayCall } from '#web/parts/services/mayCall.ts'

const origins = ['http://127.0.0.1:4191', 'https://*.svc.market.example']

test.each([
  ['http://127.0.0.1:4191/v1', true],
  ['https://0xabc.svc.market.example/v1', true],
  ['http://127.0.0.1:4192/v1', false],
  ['http://0xabc.svc.market.example/v1', false],
  ['https://evilsvc.market.example/v1', false],
  ['https://svc.market.example.evil.example/v1', false],
  ['not a URL', false],
])('the page calls only what its policy allows: %s', (url, expected) => {
  expect(mayCall(url, origins)).toBe(expected)
})
