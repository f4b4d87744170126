import { type Bid, nodeId, pTokenUnits, timeInForce, unixSeconds, zeroHex32 } from '@infinitio/domain'
import type { EventWire } from '@infinitio/domain/wire'
import { fromCanonical } from '@infinitio/matching'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { endLostOrderStreams } from '../actions/orders/endOrders.ts'
import { seedBalance, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { signedBid } from '../../test/signedBid.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
const poor = privateKeyToAccount(`0x${'7'.repeat(64)}`)
const anywhere = { node: nodeId(zeroHex32) }

beforeAll(async () => {
  api = await startTestApi()
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
  await seedBalance(api, api.accounts.renter.address, 10n ** 18n)
})
afterAll(() => api.stop())

const place = (body: unknown) => api.send('POST', '/orders', { body })

async function lastCommand() {
  const rows = await api.owner.query<{ payload: string }>('select payload from api_commands order by id desc limit 1', [])
  return fromCanonical(rows[0]?.payload ?? '')
}

async function inAnHour(): Promise<Partial<Bid>> {
  const { chainNow } = await api.client.getChain()
  return { startFrom: unixSeconds(BigInt(chainNow) + 3_600n), startUntil: unixSeconds(BigInt(chainNow) + 7_200n) }
}

describe('every kind of bid is accepted', () => {
  test.each<[string, () => Promise<Partial<Bid>> | Partial<Bid>]>([
    ['best by price, any node', () => anywhere],
    ['good till cancelled', () => ({ ...anywhere, timeInForce: timeInForce.gtc, allOrNothing: false })],
    ['good till time, pinned', () => ({ timeInForce: timeInForce.gtt })],
    ['fill or kill', () => ({ ...anywhere, timeInForce: timeInForce.fok })],
    ['a cluster', () => ({ ...anywhere, gpus: 20, minGpusPerNode: 1, cluster: true, timeInForce: timeInForce.fok })],
    ['a window to come', async () => ({ ...anywhere, ...(await inAnHour()) })],
  ])('%s', async (_kind, change) => {
    expect(await place(await signedBid(api, node, { change: await change() }))).toMatchObject({ status: 202 })
  })

  test('ranked by value', async () => {
    expect(await place({ ...(await signedBid(api, node, { change: anywhere })), rank: 'value' })).toMatchObject({ status: 202 })
    expect(await lastCommand()).toMatchObject({ kind: 'PlaceBid', rank: 'value' })
  })

  test('also a resting bid without money and without a fitting ask; an immediate bid requires money', async () => {
    const change = { timeInForce: timeInForce.gtc, maxPricePerGpuSecond: pTokenUnits(1n) }
    expect(await place(await signedBid(api, node, { signer: poor, change }))).toMatchObject({ status: 202 })
    expect(await place(await signedBid(api, node, { signer: poor, change: anywhere }))).toMatchObject({
      status: 402,
      body: { code: 'account.insufficient_balance' },
    })
  })

  test('in place of an older one, whose number it may take', async () => {
    const older = await signedBid(api, node, { change: { timeInForce: timeInForce.gtc } })
    const { body } = await place(older)
    const nonce = BigInt((older.order as { nonce: string }).nonce)
    const newer = await signedBid(api, node, { change: { timeInForce: timeInForce.gtc, nonce, maxPricePerGpuSecond: pTokenUnits(2_000n) } })
    expect(await place({ ...newer, replaces: body.orderHash })).toMatchObject({ status: 202 })
    expect(await lastCommand()).toMatchObject({ kind: 'PlaceBid', replaces: body.orderHash })
  })
})

describe('all orders of an account', () => {
  test.each([
    ['', null],
    ['?side=asks', 'asks'],
    ['?side=bids', 'bids'],
  ])('end with DELETE /orders%s', async (query, side) => {
    const { token } = await api.client.signIn({ signer: api.accounts.renter, as: 'token' })
    const answer = await api.send('DELETE', `/orders${query}`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer).toMatchObject({ status: 202, body: { side } })
    const account = api.accounts.renter.address.toLowerCase()
    expect(await lastCommand()).toEqual({ kind: 'CancelAll', account, ...(side === null ? {} : { side }) })
  })

  test('are cancelled only with a session, and only for a known side', async () => {
    expect(await api.send('DELETE', '/orders')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    const { token } = await api.client.signIn({ signer: api.accounts.renter, as: 'token' })
    expect(await api.send('DELETE', '/orders?side=both', { headers: { authorization: `Bearer ${token}` } })).toMatchObject({ status: 400 })
  })
})

describe('an order stream', () => {
  test('takes its orders out when it is lost for five seconds, not before', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const seen: EventWire[] = []
    const stop = new AbortController()
    const done = client.watchOrders({ cancelOnDisconnect: true, onEvent: (event) => seen.push(event), signal: stop.signal })
    await vi.waitFor(() => expect(seen.map(({ topic }) => topic)).toContain('stream'), { timeout: 60_000 })
    const stream = seen.find(({ topic }) => topic === 'stream')?.version ?? ''
    const order = await signedBid(api, node, { change: { timeInForce: timeInForce.gtc } })
    expect(await place({ ...order, stream })).toMatchObject({ status: 202 })
    expect(await lastCommand()).toMatchObject({ kind: 'PlaceBid', session: stream })
    const foreign = await signedBid(api, node, { signer: api.accounts.stranger, change: { timeInForce: timeInForce.gtc } })
    expect(await place({ ...foreign, stream })).toMatchObject({ status: 422, body: { code: 'order.invalid_fields' } })
    stop.abort()
    await done
    expect(await endLostOrderStreams(api.services)).toBe(0)
    await api.owner.query("update order_streams set alive_at = now() - interval '6 seconds'", [])
    expect(await endLostOrderStreams(api.services)).toBe(1)
    expect(await lastCommand()).toEqual({ kind: 'CancelSession', session: stream })
    expect(await endLostOrderStreams(api.services)).toBe(0)
    const late = await signedBid(api, node, { change: { timeInForce: timeInForce.gtc } })
    expect(await place({ ...late, stream })).toMatchObject({ status: 422, body: { code: 'order.invalid_fields' } })
  })
})
