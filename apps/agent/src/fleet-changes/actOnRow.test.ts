import { type FleetRow, nodeId, pTokenUnits, zeroAddress } from '@infinitio/domain'
import type { AskWire, ChainWire, NodeAsksWire, PlaceOrderWire } from '@infinitio/domain/wire'
import { InfinitioError } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { actOnRow } from './actOnRow.ts'
import type { AskSigner } from './askSigner.ts'

const wallet = privateKeyToAccount(generatePrivateKey())
const account = privateKeyToAccount(generatePrivateKey())
const owner = wallet.address.toLowerCase()
const node = nodeId(`0x${'a'.repeat(64)}`)
const askHash = `0x${'1'.repeat(64)}`
const now = 1_800_000_000
const chain = { chainId: 31_337, chainNow: now, feeBps: 25, addresses: { market: `0x${'b2'.repeat(20)}` } } as ChainWire
const ask = {
  ...{ provider: owner, node, pricePerGpuSecond: '100', minGpus: 1, maxGpus: 1, minDurationSeconds: 60, maxDurationSeconds: 3_600 },
  ...{ availableFrom: now - 120, availableUntil: now + 86_400, maxFeeBps: 25, noticeSeconds: 0, trialSeconds: 0, privateRenter: zeroAddress },
  ...{ transferable: false, executor: zeroAddress, nonce: '7', expiry: now + 86_400 },
} as AskWire
const row = (act: FleetRow['act'], price = 200n): FleetRow => ({ node, act, pricePerGpuSecond: pTokenUnits(act === 'pause' ? 0n : price) })
const byWallet: AskSigner = { by: 'wallet', load: async () => wallet }

/** Makes a test market in which the node has at most one ask (the signed order that lists a machine). The market accepts and records every request. */
function marketWith(state: 'open' | 'cancelled' | null, change: Partial<AskWire> = {}, maintenance: NodeAsksWire['maintenance'] = []) {
  const placed: PlaceOrderWire[] = []
  const cancelled: string[] = []
  const asks = state === null ? [] : [{ node, askHash, state, ask: { ...ask, ...change } }]
  const client = {
    getNodeAsks: async () => ({ asks, maintenance, chainNow: now }),
    getOrder: async () => ({ state: cancelled.length > 0 ? 'cancelled' : 'open', code: null }),
    cancelOrder: async ({ orderHash }: { orderHash: string }) => cancelled.push(orderHash),
    placeOrder: async (order: PlaceOrderWire) => {
      placed.push(order)
      return { orderHash: '0x2' }
    },
  }
  const act = (one: FleetRow, signer: AskSigner = byWallet, transferable?: boolean) => {
    const told = { client: client as never, chain, ...(transferable === undefined ? {} : { transferable }) }
    return actOnRow(one, { nodeId: node, owner, account, signer, rpcUrl: 'http://127.0.0.1:9' }, told)
  }
  return { act, placed, cancelled }
}

test('pauses with its own key, also without a mandate, and once', async () => {
  const market = marketWith('open')
  expect(await market.act(row('pause'), { by: 'none' })).toBeNull()
  expect(market.cancelled).toEqual([askHash])
  expect(await marketWith('cancelled').act(row('pause'), { by: 'none' })).toBeNull()
  expect(await marketWith(null).act(row('pause'), { by: 'none' })).toBeNull()
})

test('lists a paused machine again on its last terms at the price of the row', async () => {
  const market = marketWith('cancelled')
  expect(await market.act(row('resume', 300n))).toBeNull()
  expect(market.placed).toMatchObject([{ kind: 'ask', order: { pricePerGpuSecond: '300', maxDurationSeconds: 3_600, nonce: '7', provider: owner } }])
})

test('lists a paused machine again with the term that one command changes', async () => {
  const market = marketWith('cancelled')
  expect(await market.act(row('resume', 100n), byWallet, true)).toBeNull()
  expect(market.placed).toMatchObject([{ order: { pricePerGpuSecond: '100', transferable: true } }])
})

test('lists a paused machine again only until its planned maintenance', async () => {
  const windows = [
    { node, from: now + 3_600, until: now + 7_200, cancelled: true },
    { node: `0x${'b'.repeat(64)}`, from: now + 600, until: now + 900, cancelled: false },
    { node, from: now + 86_400, until: now + 90_000, cancelled: false },
  ]
  const market = marketWith('cancelled', {}, windows)
  expect(await market.act(row('resume', 300n))).toBeNull()
  expect(market.placed).toMatchObject([{ kind: 'ask', order: { availableUntil: now + 86_400 } }])
})

test('does nothing when the listing already has the price', async () => {
  const market = marketWith('open', { pricePerGpuSecond: '200' })
  expect([await market.act(row('price')), await market.act(row('resume'))]).toEqual([null, null])
  expect(market.placed).toEqual([])
})

test('signs no price for a paused machine, and none without a key', async () => {
  expect(await marketWith('cancelled').act(row('price'))).toBe('order.not_open')
  expect(await marketWith(null).act(row('resume'))).toBe('order.unknown')
  expect(await marketWith('open').act(row('price'), { by: 'none' })).toBe('node.wallet_needed')
  expect(await marketWith('open').act(row('price'), { by: 'wallet', load: async () => account })).toBe('node.not_owner')
})

test('signs no terms that the market made up', async () => {
  for (const change of [{ node: `0x${'c'.repeat(64)}` }, { provider: zeroAddress }, { privateRenter: owner }])
    expect(await marketWith('cancelled', change as Partial<AskWire>).act(row('resume'))).toBe('order.fleet_altered')
})

test('signs nothing when the mandate is of another wallet, and fails while the chain does not answer', async () => {
  const mandate = {
    ...{ provider: owner, node, minPricePerGpuSecond: '150', maxDurationSeconds: 3_600, maxTrialSeconds: 0, minNoticeSeconds: 0 },
    ...{ maxNoticeSeconds: 0, availableUntil: now + 86_400, flags: 0, until: now + 86_400, nonce: '7' },
  }
  const signed = (change: object) =>
    ({ by: 'mandate', signed: { mandate: { ...mandate, ...change }, mandateSignature: `0x${'1'.repeat(130)}` } }) as AskSigner
  const market = marketWith('open')
  expect(await market.act(row('price'), signed({ provider: zeroAddress }))).toBe('order.mandate_mismatch')
  await expect(market.act(row('price'), signed({}))).rejects.not.toBeInstanceOf(InfinitioError)
  expect(market.placed).toEqual([])
})
