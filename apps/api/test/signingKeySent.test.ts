import { testKey } from '@infinitio/chain/test'
import { address } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { apiKeyText } from '@infinitio/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './startTestApi.ts'

const lines: string[] = []
let api: TestApi
beforeAll(async () => {
  const logger = createLogger({ room: 'api' }, { write: (line) => void lines.push(line) })
  logger.level = 'trace'
  api = await startTestApi({ change: (made) => ({ ...made, logger }) })
})
afterAll(() => api?.stop())

test('refuses a request with a signing key, and writes no part of the key into a log or an answer', async () => {
  const { privateKey } = testKey('of nobody')
  const apiKey = apiKeyText({ account: address(api.accounts.renter.address.toLowerCase()), privateKey })
  const bearer = (text: string) => ({ headers: { authorization: `Bearer ${text}` } })
  const answers = [
    await api.send('GET', '/leases', bearer(apiKey)),
    await api.send('GET', '/leases', bearer(privateKey)),
    await api.send('GET', `/leases?key=${apiKey}`),
    await api.send('GET', `/${apiKey}`),
    await api.send('GET', '/listings', { headers: { cookie: `infinitio_session=${apiKey}` } }),
    await api.send('POST', '/orders', { headers: { 'idempotency-key': apiKey }, body: {} }),
  ]
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [400, 'auth.signing_key_sent']))
  expect(answers[0]?.body.title).toContain('Revoke that key now')
  // This check must come first, because the server answers cached pages of listings before it makes the other checks.
  expect((await api.send('GET', '/listings')).status).toBe(200)
  expect((await api.send('GET', '/listings', bearer(apiKey))).body.code).toBe('auth.signing_key_sent')
  // Cause another refusal and find it in the log. This shows that the logger writes at all, without which the check below would prove nothing.
  await api.send('GET', '/leases', bearer('inft_no_such_token_here'))
  expect(lines.join('')).toContain('auth.token_invalid')
  for (const text of [...lines, ...answers.map(({ body }) => JSON.stringify(body))]) {
    expect(text).not.toContain(privateKey.slice(2))
    expect(text).not.toContain('infk_')
  }
  expect(() => api.client.withToken(apiKey)).toThrow(expect.objectContaining({ code: 'auth.signing_key_sent' }))
})
