import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { address, hashBid } from '@infinitio/domain'
import { bidFromWire, type OrderReceiptWire, type OrderVerdictWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { createTransport, placeManyOrders, signCancelOrder, verifyReceipt } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedBalance, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { signedBid } from '../../test/signedBid.ts'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const limits = { ip: { capacity: 100_000, refillPerSecond: 0.001 }, account: { capacity: 60, refillPerSecond: 0.001 }, streamsPerIp: 2 }

let api: TestApi
let cli: TestCli
let node: SeededNode
let nextRenter = 1
beforeAll(async () => {
  api = await startTestApi({ change: (services) => ({ ...services, limits }) })
  cli = startCli(api)
  node = (await seedMarket(api, [{ name: 'one', gpus: 8 }]))[0] as SeededNode
})
afterAll(async () => {
  cli.stop()
  await api.stop()
  rmSync(folder, { recursive: true, force: true })
})
const folder = mkdtempSync(join(tmpdir(), 'infinitio-orders-'))

/** Creates a renter with a balance and an unused rate limit. */
async function newRenter() {
  const account = privateKeyToAccount(`0xa${(nextRenter++).toString(16).padStart(63, '0')}`)
  await seedBalance(api, account.address, 10n ** 18n)
  return account
}

const send = (orders: readonly unknown[], headers: Record<string, string> = {}) => api.send('POST', '/orders/batch', { body: { orders }, headers })
const codesOf = (verdicts: readonly OrderVerdictWire[]) => verdicts.map((verdict) => (verdict.state === 'accepted' ? 'accepted' : verdict.code))
const stored = () => api.owner.query<{ command_key: string }>('select command_key from api_commands order by id', [])

describe('a batch of orders', () => {
  test('is accepted in one go, in its order, with a receipt for each', async () => {
    const signer = await newRenter()
    const orders = await Promise.all(Array.from({ length: 7 }, () => signedBid(api, node, { signer })))
    const chain = await api.client.getChain()
    const { verdicts } = await api.client.placeOrders({ orders })
    const hashes = orders.map((order) => hashOf(order, chain))
    expect(verdicts.map((verdict) => (verdict.state === 'accepted' ? verdict.orderHash : verdict.code))).toEqual(hashes)
    expect((await stored()).slice(-7).map(({ command_key }) => command_key)).toEqual(hashes.map((hash) => `order:${hash}`))
    for (const verdict of verdicts) {
      if (verdict.state !== 'accepted') throw new Error(verdict.code)
      expect(verdict.receipt).toMatchObject({ kind: 'order', orderHash: verdict.orderHash })
      expect(await verifyReceipt({ receipt: verdict.receipt, receiptKey: chain.receiptKey })).toBe(true)
    }
  })

  test('has receipts that share a signature, and none of which holds for another order', async () => {
    const signer = await newRenter()
    const orders = await Promise.all(Array.from({ length: 5 }, () => signedBid(api, node, { signer })))
    const { receiptKey } = await api.client.getChain()
    const { verdicts } = await api.client.placeOrders({ orders })
    const receipts = verdicts.flatMap((verdict) => (verdict.state === 'accepted' ? [verdict.receipt] : []))
    expect(new Set(receipts.map(({ signature }) => signature)).size).toBe(1)
    const [first, second] = receipts as [OrderReceiptWire, OrderReceiptWire]
    for (const forged of [
      { ...first, orderHash: second.orderHash },
      { ...first, proof: second.proof },
      { ...first, proof: [] },
      { ...first, acceptedAt: 1 },
    ])
      expect(await verifyReceipt({ receipt: forged, receiptKey })).toBe(false)
  })

  test('refuses each bad order by itself, whatever it is, and takes the others', async () => {
    const signer = await newRenter()
    const bid = () => signedBid(api, node, { signer })
    const good = await bid()
    const foreign = await signedBid(api, node, { signer: api.accounts.stranger })
    const before = (await stored()).length
    const { status, body } = await send([
      good,
      { ...(await bid()), signature: foreign.signature },
      await signedBid(api, node, { signer, change: { node: `0x${'6'.repeat(64)}` as never } }),
      { ...(await bid()), signature: '0x12' },
      { ...(await bid()), surprise: 1 },
      5,
      null,
      [],
      { kind: 'wish' },
      good,
      await signedBid(api, node, { signer: api.accounts.stranger }),
      await bid(),
    ])
    expect(status).toBe(202)
    expect(codesOf(body.verdicts)).toEqual([
      'accepted',
      'auth.signature_wrong_signer',
      'order.ask_gone',
      'auth.signature_malformed',
      'api.unknown_field',
      'api.invalid_field',
      'api.invalid_field',
      'api.invalid_field',
      'api.invalid_field',
      'accepted',
      'account.insufficient_balance',
      'accepted',
    ])
    expect(body.verdicts[1]).toMatchObject({ status: 401, title: expect.any(String), detail: expect.any(String) })
    expect(body.verdicts[9].receipt).toEqual(body.verdicts[0].receipt)
    expect((await stored()).length).toBe(before + 2)
  })

  test('sent again gives the receipts it gave, though the orders could not be placed now', async () => {
    const signer = await newRenter()
    const orders = await Promise.all(Array.from({ length: 3 }, () => signedBid(api, node, { signer })))
    const first = await send(orders)
    await seedBalance(api, signer.address, -(10n ** 18n))
    const again = await send(orders)
    const times = (verdicts: { receipt: { acceptedAt: number } }[]) => verdicts.map(({ receipt }) => receipt.acceptedAt)
    expect(codesOf(again.body.verdicts)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(times(again.body.verdicts)).toEqual(times(first.body.verdicts))
  })

  test('is answered from memory when its idempotency key is repeated', async () => {
    const orders = [await signedBid(api, node, { signer: await newRenter() })]
    const first = await send(orders, { 'idempotency-key': 'batch-1' })
    const again = await send(orders, { 'idempotency-key': 'batch-1' })
    expect(again).toMatchObject({ status: 202, body: first.body })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await send([...orders, ...orders], { 'idempotency-key': 'batch-1' })).toMatchObject({
      status: 409,
      body: { code: 'api.idempotency_conflict' },
    })
  })

  test('stops at what an account may place, order by order', async () => {
    const signer = await newRenter()
    const orders = await Promise.all(Array.from({ length: 62 }, () => signedBid(api, node, { signer })))
    const { body } = await send(orders)
    expect(codesOf(body.verdicts)).toEqual([...Array<string>(60).fill('accepted'), 'api.rate_limited', 'api.rate_limited'])
  })

  test('is submitted again by the SDK until each order is accepted, in order, if it exceeds the rate limit', async () => {
    const signer = await newRenter()
    const orders = await Promise.all(Array.from({ length: 110 }, () => signedBid(api, node, { signer })))
    const chain = await api.client.getChain()
    limits.account.refillPerSecond = 40
    try {
      const verdicts = await placeManyOrders(createTransport({ baseUrl: api.url }), { orders })
      expect(verdicts.map((verdict) => (verdict.state === 'accepted' ? verdict.orderHash : verdict.code))).toEqual(
        orders.map((order) => hashOf(order, chain)),
      )
    } finally {
      limits.account.refillPerSecond = 0.001
    }
  })

  test.each([
    ['of none', { orders: [] }, 400, 'api.invalid_field'],
    ['of 101', { orders: Array.from({ length: 101 }, () => 1) }, 400, 'api.invalid_field'],
    ['that is none', {}, 400, 'api.invalid_field'],
    ['with something besides', { orders: [1], more: 1 }, 400, 'api.unknown_field'],
    ['that is not JSON', '{', 400, 'api.malformed_body'],
    ['of more than 256 KiB', { orders: ['x'.repeat(262_144)] }, 413, 'api.body_too_large'],
  ])('%s is refused as a whole', async (_what, body, status, code) => {
    expect(await api.send('POST', '/orders/batch', { body })).toMatchObject({ status, body: { code } })
  })

  test('may have 100 orders with every field', async () => {
    const order = await signedBid(api, node, { signer: await newRenter() })
    const { status, body } = await send(Array.from({ length: 100 }, () => ({ ...order, leaseName: 'ä'.repeat(60), holdId: undefined })))
    expect(status).toBe(202)
    expect(body.verdicts).toHaveLength(100)
  })
})

describe('orders that come at once', () => {
  test('are each accepted once, each with its receipt', async () => {
    const signers = await Promise.all(Array.from({ length: 8 }, () => newRenter()))
    const orders = await Promise.all(Array.from({ length: 40 }, (_, place) => signedBid(api, node, { signer: signers[place % 8] as never })))
    const before = (await stored()).length
    const answers = await Promise.all([...orders, ...orders].map((order) => api.client.placeOrder(order)))
    expect((await stored()).length).toBe(before + 40)
    for (let place = 0; place < 40; place += 1) {
      expect(answers[place + 40]?.orderHash).toBe(answers[place]?.orderHash)
      expect(answers[place + 40]?.receipt.acceptedAt).toBe(answers[place]?.receipt.acceptedAt)
    }
  })

  test('are refused one by one, so that a bad one spoils none', async () => {
    const signer = await newRenter()
    const good = await Promise.all(Array.from({ length: 6 }, () => signedBid(api, node, { signer })))
    const bad = await signedBid(api, node, { signer, change: { node: `0x${'6'.repeat(64)}` as never } })
    const answers = await Promise.all([...good, bad].map((order) => api.send('POST', '/orders', { body: order })))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202, 409])
  })
})

describe('infinitio orders place', () => {
  test('submits a file in batches of 100, prints a verdict for each order, and exits with 1 if one was refused', async () => {
    const signers = [await newRenter(), await newRenter(), await newRenter()]
    const orders = await Promise.all(Array.from({ length: 103 }, (_, place) => signedBid(api, node, { signer: signers[place % 3] as never })))
    const file = join(folder, 'orders.ndjson')
    writeFileSync(file, orders.map((order) => JSON.stringify(order)).join('\n'))
    const good = await cli.run(['orders', 'place', file])
    expect(good.code).toBe(0)
    expect(good.out.trim().split('\n')).toHaveLength(103)
    writeFileSync(file, `${JSON.stringify(orders[0])}\n\n5\n`)
    const mixed = await cli.run(['orders', 'place', file, '--json'])
    expect(mixed.code).toBe(1)
    expect(
      mixed.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).state),
    ).toEqual(['accepted', 'refused'])
  })

  test('says which file it cannot read', async () => {
    expect(await cli.run(['orders', 'place', join(folder, 'none')])).toMatchObject({ code: 80, err: expect.stringContaining('none') })
  })
})

describe('the receipt of a cancellation', () => {
  test('says that it is one, and cannot be taken for that of the order', async () => {
    const signer = await newRenter()
    const chain = await api.client.getChain()
    const { orderHash } = await api.client.placeOrder(await signedBid(api, node, { signer }))
    const cancel = await signCancelOrder(signer, { orderHash, chain })
    const { receipt } = await api.client.cancelOrder({ orderHash, cancel })
    expect(receipt).toMatchObject({ kind: 'cancel', orderHash })
    expect(await verifyReceipt({ receipt, receiptKey: chain.receiptKey })).toBe(true)
    expect(await verifyReceipt({ receipt: { ...receipt, kind: 'order' }, receiptKey: chain.receiptKey })).toBe(false)
  })
})

function hashOf(order: PlaceOrderWire, chain: { chainId: number; addresses: { market: string } }) {
  if (order.kind !== 'bid') throw new Error('a bid')
  return hashBid(bidFromWire(order.order), { chainId: chain.chainId, market: address(chain.addresses.market) })
}
