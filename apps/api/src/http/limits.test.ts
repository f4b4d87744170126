import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { signedBid } from '../../test/signedBid.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
beforeAll(async () => {
  const limits = { ip: { capacity: 160, refillPerSecond: 0.001 }, account: { capacity: 20, refillPerSecond: 0.001 }, streamsPerIp: 2 }
  api = await startTestApi({ change: (services) => ({ ...services, limits }) })
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
})
afterAll(() => api.stop())

describe('one request', () => {
  test('sent again with its key gets the answer it got before', async () => {
    const account = api.accounts.stranger.address.toLowerCase()
    const send = (key: string, who: string) => api.send('POST', '/faucet', { body: { account: who }, headers: { 'idempotency-key': key } })
    const first = await send('one', account)
    const again = await send('one', account)
    expect(again).toMatchObject({ status: first.status, body: first.body })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await send('one', `0x${'2'.repeat(40)}`)).toMatchObject({ status: 409, body: { code: 'api.idempotency_conflict' } })
    await api.owner.query(
      "insert into idempotency_keys (account, key, request_hash) select account, 'two', request_hash from idempotency_keys where key = 'one'",
      [],
    )
    expect(await send('two', account)).toMatchObject({ status: 409, body: { code: 'api.idempotency_in_progress' } })
    expect(await send('not a key', account)).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
  })

  test('is refused again when it is repeated with its key, without a second check', async () => {
    const body = await signedBid(api, node)
    const headers = { 'idempotency-key': 'three' }
    expect(await api.send('POST', '/orders', { body, headers })).toMatchObject({ status: 402, body: { code: 'account.insufficient_balance' } })
    expect(await api.send('POST', '/orders', { body, headers })).toMatchObject({ status: 402, body: { code: 'account.insufficient_balance' } })
  })
})

describe('limits', () => {
  test('an address may hold so many live streams', async () => {
    const stops = [new AbortController(), new AbortController()]
    for (const { signal } of stops) await fetch(`${api.url}/api/v1/events?topics=listings`, { signal })
    expect(await api.send('GET', '/events?topics=listings')).toMatchObject({ status: 429, body: { code: 'api.too_many_streams' } })
    for (const stop of stops) stop.abort()
    // A reader has disconnected, so another one may connect.
    const last = new AbortController()
    const again = () => fetch(`${api.url}/api/v1/events?topics=listings`, { signal: last.signal })
    await vi.waitFor(async () => expect((await again()).status).toBe(200), { timeout: 60_000, interval: 100 })
    last.abort()
  })

  test('refuse an account with too many requests, and return when it may try again', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const answers = []
    for (let n = 0; n < 11; n += 1)
      answers.push(
        await client.getWallet({}).then(
          () => 'ok',
          (error: { code: string; retryAfterSeconds: number }) => error,
        ),
      )
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'ok'))
    expect(answers[10]).toMatchObject({ code: 'api.rate_limited', status: 429 })
    expect((answers[10] as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(0)
  })

  test('refuse an address with too many requests, also with another X-Forwarded-For header', async () => {
    let answer = await api.send('GET', '/classes')
    for (let n = 0; n < 160 && answer.status !== 429; n += 1) answer = await api.send('GET', '/classes')
    expect(answer).toMatchObject({ status: 429, body: { code: 'api.rate_limited' } })
    expect(Number(answer.headers.get('ratelimit-remaining'))).toBe(0)
    expect(await api.send('GET', '/classes', { headers: { 'x-forwarded-for': '10.0.0.1' } })).toMatchObject({ status: 429 })
  })
})
