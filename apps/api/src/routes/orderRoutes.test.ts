import { insertJournalRows, insertReservations } from '@infinitio/db'
import { address, bps, hashBid, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { bidFromWire } from '@infinitio/domain/wire'
import { buildAsk, newWorkload, signAsk, signBid, signCancelOrder, verifyReceipt } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedBalance, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { signedBid } from '../../test/signedBid.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
let other: SeededNode
let trialNode: SeededNode

beforeAll(async () => {
  api = await startTestApi()
  const nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }, { name: 'trial', trialSeconds: 3_000 }])
  node = nodes[0] as SeededNode
  other = nodes[1] as SeededNode
  trialNode = nodes[2] as SeededNode
  await seedBalance(api, api.accounts.renter.address, 10n ** 18n)
})
afterAll(() => api.stop())

const place = (body: unknown) => api.send('POST', '/orders', { body })
/** Inserts a row of the journal with this time. */
async function writeRow(seq: bigint, atMs: bigint): Promise<void> {
  await insertJournalRows(api.owner, [{ seq, atMs, command: '{}', events: '[]', hash: seq.toString(16).padStart(64, '0') }])
}
const commands = () => api.owner.query<{ kind: string; command_key: string }>('select kind, command_key from api_commands order by id', [])

describe('a good bid', () => {
  test('is accepted once, durable, with a receipt that the Directory key signed', async () => {
    const order = await signedBid(api, node)
    const first = await place(order)
    expect(first.status).toBe(202)
    const chain = await api.client.getChain()
    expect(first.body.orderHash).toBe(
      hashBid(bidFromWire(order.kind === 'bid' ? order.order : (null as never)), { chainId: chain.chainId, market: address(chain.addresses.market) }),
    )
    expect(await verifyReceipt({ receipt: first.body.receipt, receiptKey: chain.receiptKey })).toBe(true)
    expect(await verifyReceipt({ receipt: { ...first.body.receipt, acceptedAt: 1 }, receiptKey: chain.receiptKey })).toBe(false)
    const again = await place(order)
    expect(again).toMatchObject({ status: 202, body: { orderHash: first.body.orderHash, receipt: { acceptedAt: first.body.receipt.acceptedAt } } })
    expect((await commands()).filter(({ command_key }) => command_key === `order:${first.body.orderHash}`)).toHaveLength(1)
  })

  test('has receipts that only its owner can fetch, and that never change', async () => {
    const order = await signedBid(api, node)
    await writeRow(1n, BigInt(Date.now() - 1_000))
    const placed = await place(order)
    const { orderHash: hash, receipt } = placed.body
    expect(receipt.journalSeq).toBe('1')
    const [accepted] = await api.owner.query<{ at: Date }>('select created_at as at from api_commands where command_key = $1', [`order:${hash}`])
    await writeRow(2n, BigInt(accepted?.at.getTime() ?? 0) + 1n)
    expect((await place(order)).body.receipt).toEqual(receipt)
    const cancel = await signCancelOrder(api.accounts.renter, { orderHash: hash, chain: await api.client.getChain() })
    const cancelled = await api.client.cancelOrder({ orderHash: hash, cancel })
    expect(cancelled.receipt).toMatchObject({ kind: 'cancel', journalSeq: '2' })
    await writeRow(3n, BigInt(Date.now() + 60_000))
    expect(await api.client.cancelOrder({ orderHash: hash, cancel })).toEqual(cancelled)
    const owner = await api.signedIn(api.accounts.renter)
    expect(await owner.listReceipts(hash)).toEqual({ items: [receipt, cancelled.receipt] })
    const stranger = await api.signedIn(api.accounts.stranger)
    await expect(stranger.listReceipts(hash)).rejects.toMatchObject({ code: 'auth.forbidden', status: 403 })
    await expect(owner.listReceipts(`0x${'7'.repeat(64)}`)).rejects.toMatchObject({ code: 'order.unknown', status: 404 })
    expect(await api.send('GET', `/orders/${hash}/receipts`)).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
  })

  test('shows its phases before the matcher has read it', async () => {
    const { body } = await place(await signedBid(api, node))
    const order = await api.client.getOrder(body.orderHash)
    expect(order).toMatchObject({ state: 'accepted', kind: 'bid', leaseId: null })
    expect(order.phases.map(({ phase, state }) => [phase, state])).toEqual([
      ['accepted', 'final'],
      ['matched', 'waiting'],
      ['settled', 'waiting'],
      ['ready', 'waiting'],
    ])
  })

  test('an order nobody knows is 404', async () => {
    expect(await api.send('GET', `/orders/0x${'7'.repeat(64)}`)).toMatchObject({ status: 404, body: { code: 'order.unknown' } })
  })
})

describe('a signature', () => {
  const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

  test('is refused if another account made it', async () => {
    const order = await signedBid(api, node)
    const foreign = await signedBid(api, node, { signer: api.accounts.stranger })
    expect(await place({ ...order, signature: foreign.signature })).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
  })

  test('counts whether the addresses of the order carry a checksum or not (L10)', async () => {
    const order = await signedBid(api, node)
    const withChecksum = { ...order, order: { ...order.order, renter: api.accounts.renter.address } }
    expect(api.accounts.renter.address).not.toBe(api.accounts.renter.address.toLowerCase())
    const { status, body } = await place(withChecksum)
    expect({ status, hash: body.orderHash }).toEqual({ status: 202, hash: (await place(order)).body.orderHash })
  })

  test('made for another chain is named as such', async () => {
    const chain = await api.client.getChain()
    const order = await signedBid(api, node)
    const bid = bidFromWire(order.kind === 'bid' ? order.order : (null as never))
    const foreign = await signBid(api.accounts.renter, { bid, chain: { ...chain, chainId: 1 } })
    expect(await place(foreign)).toMatchObject({ status: 401, body: { code: 'auth.signature_foreign_chain' } })
  })

  test('made for another market is refused', async () => {
    const chain = await api.client.getChain()
    const order = await signedBid(api, node)
    const bid = bidFromWire(order.kind === 'bid' ? order.order : (null as never))
    const foreign = await signBid(api.accounts.renter, { bid, chain: { ...chain, addresses: { ...chain.addresses, market: `0x${'9'.repeat(40)}` } } })
    expect(await place(foreign)).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
  })

  test('is refused with a high s, although it recovers the same account', async () => {
    const order = await signedBid(api, node)
    const s = curveOrder - BigInt(`0x${order.signature.slice(66, 130)}`)
    const signature = `${order.signature.slice(0, 66)}${s.toString(16).padStart(64, '0')}${order.signature.endsWith('1b') ? '1c' : '1b'}`
    expect(await place({ ...order, signature })).toMatchObject({ status: 400, body: { code: 'auth.signature_high_s' } })
  })

  test.each([['0x12'], [`0x${'z'.repeat(130)}`], [`0x${'0'.repeat(130)}`]])('of a wrong form (%s) is refused', async (signature) => {
    expect(await place({ ...(await signedBid(api, node)), signature })).toMatchObject({ status: 400, body: { code: 'auth.signature_malformed' } })
  })
})

describe('a bid that cannot be', () => {
  test.each([
    ['is over', { expiry: unixSeconds(1n) }, 410, 'order.expired'],
    ['lives too long', { expiry: unixSeconds(9_999_999_999n) }, 422, 'order.expiry_too_far'],
    ['names no node and no class', { node: `0x${'0'.repeat(64)}` as never, classMask: 0n }, 422, 'order.invalid_fields'],
    ['pays nothing', { maxPricePerGpuSecond: pTokenUnits(0n) }, 422, 'order.invalid_fields'],
    ['contradicts itself', { minGpusPerNode: 9 }, 422, 'order.invalid_fields'],
    ['names another executor', { executor: address(`0x${'8'.repeat(40)}`) }, 422, 'order.executor_not_ours'],
    ['starts too late', { startFrom: unixSeconds(9_999_999_998n), startUntil: unixSeconds(9_999_999_999n) }, 422, 'lease.duration_limit'],
    ['started too early', { startFrom: unixSeconds(1n), startUntil: unixSeconds(2n) }, 409, 'order.start_window_missed'],
    ['ends before it starts', { startFrom: unixSeconds(9_999_999_999n), startUntil: unixSeconds(9_999_999_998n) }, 409, 'order.start_window_missed'],
    ['allows less than the fee', { maxFeeBps: bps(1n) }, 409, 'order.fee_above_maximum'],
    ['allows less than the price', { maxPricePerGpuSecond: pTokenUnits(999n) }, 409, 'order.price_moved'],
    ['names a node without an ask', { node: `0x${'6'.repeat(64)}` as never }, 409, 'order.ask_gone'],
    ['names an unknown workload', { workloadHash: `0x${'6'.repeat(64)}` as never }, 404, 'node.workload_unknown'],
    ['costs more than there is', { maxPricePerGpuSecond: pTokenUnits(10n ** 16n) }, 402, 'account.insufficient_balance'],
  ])('because it %s is refused with its own code and changes nothing', async (_what, change, status, code) => {
    const before = (await commands()).length
    expect(await place(await signedBid(api, node, { change: change as never }))).toMatchObject({ status, body: { code } })
    expect(await commands()).toHaveLength(before)
  })

  test('because it names an image for a machine that runs none is refused, and taken once that machine runs containers', async () => {
    const { workload, workloadHash } = newWorkload({
      ...{ template: 'image', startScript: '', environment: {}, sshKeys: [], ports: [] },
      image: { reference: `docker.io/library/debian@sha256:${'0'.repeat(64)}` },
    })
    await (await api.signedIn(api.accounts.renter)).putWorkload({ workloadHash, workload })
    const order = await signedBid(api, node, { change: { workloadHash: workloadHash as never } })
    const runsIn = (runtime: string) => api.owner.query('update node_profiles set runtime = $2 where node_id = $1', [node.node, runtime])
    expect(await place(order)).toMatchObject({ status: 409, body: { code: 'node.images_unsupported' } })
    await runsIn('container')
    expect((await place(order)).status).toBe(202)
    await runsIn('local')
  })

  test('because its provider signed it is refused', async () => {
    expect(await place(await signedBid(api, node, { signer: api.accounts.provider }))).toMatchObject({
      status: 409,
      body: { code: 'order.self_trade' },
    })
  })

  test('because money is set aside elsewhere is refused', async () => {
    const { stranger } = api.accounts
    await seedBalance(api, stranger.address, 4_000_000n)
    const row = {
      id: 'hold:test',
      kind: 'hold' as const,
      nodeId: node.node,
      account: stranger.address.toLowerCase(),
      fromHour: 0,
      toHour: 1,
      gpus: 1,
      amount: 3_000_000n,
      expiresAtMs: null,
    }
    await insertReservations(api.owner, [row])
    expect(await place(await signedBid(api, node, { signer: stranger }))).toMatchObject({
      status: 402,
      body: { code: 'account.insufficient_balance' },
    })
    await api.owner.query("delete from book_reservations where id = 'hold:test'", [])
    expect((await place(await signedBid(api, node, { signer: stranger }))).status).toBe(202)
  })

  test('while settlements are paused waits with 503', async () => {
    await api.owner.query('insert into matcher_status (id, last_seq, unsettled, paused, updated_at) values (1, 0, 999, true, now())', [])
    const answer = await place(await signedBid(api, node))
    expect(answer).toMatchObject({ status: 503, body: { code: 'chain.settlements_paused' } })
    expect(answer.headers.get('retry-after')).toBe('1')
    await api.owner.query('delete from matcher_status', [])
  })
})

describe('a malformed order', () => {
  const change = async (field: string, value: unknown) => {
    const order = await signedBid(api, node)
    return { ...order, order: { ...order.order, [field]: value } }
  }
  test.each([
    ['gpus', 2 ** 53 + 2, 'api.number_too_large'],
    ['gpus', 1.5, 'api.invalid_field'],
    ['gpus', 0, 'api.invalid_field'],
    ['maxPricePerGpuSecond', 1_000, 'api.invalid_field'],
    ['maxPricePerGpuSecond', '-1', 'api.invalid_field'],
    ['maxPricePerGpuSecond', (2n ** 96n).toString(), 'api.invalid_field'],
    ['nonce', '007', 'api.invalid_field'],
    ['renter', '0xABCDef0000000000000000000000000000000001', 'api.bad_address'],
    ['workloadHash', '0x12', 'api.invalid_field'],
    ['somethingElse', 1, 'api.unknown_field'],
  ])('with %s = %s is refused as %s', async (field, value, code) => {
    expect(await place(await change(field, value))).toMatchObject({ status: 400, body: { code } })
  })

  test('is refused if its kind is unknown', async () => {
    expect(await place({ ...(await signedBid(api, node)), kind: 'swap' })).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
  })
})

const holdRow = (holdId: string, change: Record<string, unknown> = {}) => {
  const row = {
    hold_id: holdId,
    account: api.accounts.renter.address.toLowerCase(),
    node_id: node.node,
    ask_hash: node.askHash,
    gpus: 1,
    duration_seconds: 3_600,
    funded: true,
    price_per_gpu_second: 1_000,
    amount: 3_600_000,
    state: 'held',
    expires_at_ms: Date.now() + 300_000,
    created_at_ms: Date.now(),
    ...change,
  }
  const names = Object.keys(row)
  return api.owner.query(
    `insert into holds (${names.join(', ')}) values (${names.map((_name, index) => `$${index + 1}`).join(', ')})`,
    Object.values(row),
  )
}
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

describe('holds', () => {
  test('a hold is requested through the matcher and can be read and released by its owner only', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const hold = await client.placeHold({ askHash: node.askHash, gpus: 1, durationSeconds: 3_600, funded: true })
    expect(hold).toMatchObject({ state: 'requested', funded: true, listing: { name: 'one', quote: { durationSeconds: 3_600 } } })
    expect((await commands()).at(-1)).toMatchObject({ kind: 'PlaceHold', command_key: `hold:${hold.holdId}` })
    const stranger = await api.signedIn(api.accounts.stranger)
    await expect(stranger.getHold(hold.holdId)).rejects.toMatchObject({ code: 'hold.not_owner', status: 403 })
    await expect(stranger.releaseHold(hold.holdId)).rejects.toMatchObject({ code: 'hold.not_owner' })
    await client.releaseHold(hold.holdId)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'ReleaseHold' })
    await expect(client.getHold(uuid(99))).rejects.toMatchObject({ code: 'hold.unknown', status: 404 })
    await expect(api.client.getHold(hold.holdId)).rejects.toMatchObject({ code: 'auth.session_missing', status: 401 })
  })

  test('the live holds of an account are listed for it only, newest first, with what the hourly limit leaves', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const nowMs = Date.now()
    await api.owner.query('delete from holds', [])
    await holdRow(uuid(41), { funded: false, created_at_ms: nowMs - 2_000 })
    await holdRow(uuid(42), { created_at_ms: nowMs - 1_000 })
    await holdRow(uuid(43), { state: 'released', created_at_ms: nowMs - 60_000 })
    await holdRow(uuid(44), { expires_at_ms: nowMs - 1, created_at_ms: nowMs - 300_001 })
    await holdRow(uuid(45), { state: 'used', created_at_ms: nowMs - 400_000 })
    await holdRow(uuid(46), { account: api.accounts.stranger.address.toLowerCase() })
    const holds = await client.listHolds()
    expect(holds.items.map(({ holdId }) => holdId)).toEqual([uuid(42), uuid(41)])
    expect(holds.items[0]).toMatchObject({ state: 'held', retryAt: null, listing: { name: 'one' } })
    // Three funded holds (holds that reserve money) count for the hourly limit: the active, the released and the expired one. The hold that became a lease does
    // not count.
    expect(holds).toMatchObject({ leftThisHour: 0, nextHoldAt: Math.ceil((nowMs - 300_001 + 3_600_000) / 1_000) })
    await expect(api.client.listHolds()).rejects.toMatchObject({ code: 'auth.session_missing' })
  })

  test('a hold that the hourly limit refused names when the next is possible, and no longer once one became a lease', async () => {
    const client = await api.signedIn(api.accounts.renter)
    await holdRow(uuid(51), { state: 'rejected', code: 'hold.hourly_limit', node_id: null, amount: 0 })
    const { nextHoldAt } = await client.getWallet({})
    expect(nextHoldAt).not.toBeNull()
    expect(await client.getHold(uuid(51))).toMatchObject({ code: 'hold.hourly_limit', retryAt: nextHoldAt })
    await api.owner.query("update holds set state = 'used' where hold_id = $1", [uuid(42)])
    expect(await client.getHold(uuid(51))).toMatchObject({ code: 'hold.hourly_limit', retryAt: null })
    expect(await client.getWallet({})).toMatchObject({ holdsLeftThisHour: 1, nextHoldAt: null })
    await api.owner.query('delete from holds', [])
  })

  test('a hold names the trial that a lease of its hours gets', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const { listing } = await client.placeHold({ askHash: trialNode.askHash, gpus: 1, durationSeconds: 7_200, funded: false })
    expect(listing?.ask.trialSeconds).toBe(3_000)
    expect(listing?.quote.trialSeconds).toBe(720)
  })

  test.each([
    ['an unknown ask', { askHash: `0x${'1'.repeat(64)}` }, 404, 'order.ask_unknown'],
    ['too many GPUs', { gpus: 9 }, 422, 'order.too_many_gpus'],
    ['too short a time', { durationSeconds: 10 }, 422, 'order.duration_too_short'],
    ['too long a time', { durationSeconds: 200_000 }, 422, 'order.duration_too_long'],
    ['an impossible time', { durationSeconds: 0 }, 400, 'api.invalid_field'],
  ])('a hold of %s is refused', async (_what, change, status, code) => {
    const client = await api.signedIn(api.accounts.renter)
    const wanted = { askHash: node.askHash as string, gpus: 1, durationSeconds: 3_600, funded: true, ...change }
    await expect(client.placeHold(wanted)).rejects.toMatchObject({ status, code })
  })

  test('a provider cannot hold its own machine, and a withdrawn ask cannot be held', async () => {
    const provider = await api.signedIn(api.accounts.provider)
    const wanted = { askHash: other.askHash, gpus: 1, durationSeconds: 3_600, funded: false }
    await expect(provider.placeHold(wanted)).rejects.toMatchObject({ code: 'order.self_trade' })
    await api.owner.query("update book_orders set state = 'cancelled' where order_hash = $1", [other.askHash])
    await expect((await api.signedIn(api.accounts.renter)).placeHold(wanted)).rejects.toMatchObject({ code: 'order.ask_gone', status: 409 })
    await api.owner.query("update book_orders set state = 'open' where order_hash = $1", [other.askHash])
  })
})

describe('a bid with a hold', () => {
  test.each([
    ['ran out', { expires_at_ms: 1 }, 410, 'hold.expired'],
    ['was used', { state: 'used' }, 409, 'hold.already_used'],
    ['was given back', { state: 'released' }, 410, 'hold.released'],
    ['is of somebody else', { account: `0x${'4'.repeat(40)}` }, 403, 'hold.not_owner'],
    ['is of another machine', { node_id: `0x${'4'.repeat(64)}` }, 409, 'hold.does_not_match'],
    ['is dearer than signed', { price_per_gpu_second: 2_000 }, 409, 'order.price_moved'],
  ])('a bid with a hold that %s is refused', async (what, change, status, code) => {
    const id = uuid(what.length * 100 + code.length)
    await holdRow(id, change)
    expect(await place({ ...(await signedBid(api, node)), holdId: id })).toMatchObject({ status, body: { code } })
  })

  test('a bid uses a good hold, and an unknown one is refused', async () => {
    await holdRow(uuid(1))
    expect((await place({ ...(await signedBid(api, node)), holdId: uuid(1) })).status).toBe(202)
    expect(await place({ ...(await signedBid(api, node)), holdId: uuid(2) })).toMatchObject({ status: 404, body: { code: 'hold.unknown' } })
    const client = await api.signedIn(api.accounts.renter)
    expect(await client.getHold(uuid(1))).toMatchObject({ state: 'held', amount: '3600000', node: node.node })
  })
})

describe('nonces', () => {
  test('the wallet hands out free nonces, above those that wait', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const { nextNonce } = await client.getWallet({})
    const order = await signedBid(api, node, { change: { nonce: BigInt(nextNonce.bid) + 10n } })
    expect((await place(order)).status).toBe(202)
    expect(BigInt((await client.getWallet({})).nextNonce.bid)).toBe(BigInt(nextNonce.bid) + 11n)
  })

  test('a nonce of an order that settled is refused', async () => {
    const order = await signedBid(api, node)
    const nonce = order.order.nonce
    await api.owner.query(
      `insert into book_orders (order_hash, kind, account, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq, updated_seq, created_at_ms)
       values ($1, 'bid', $2, 1, 1, $3, '0x', 'settled', 1, 900, 900, 1)`,
      [`0x${'a'.repeat(64)}`, api.accounts.renter.address.toLowerCase(), JSON.stringify({ nonce })],
    )
    expect(await place(order)).toMatchObject({ status: 409, body: { code: 'order.nonce_used' } })
  })
})

describe('what the chain cancelled', () => {
  test('is refused: a nonce by itself, and all below a floor', async () => {
    const order = await signedBid(api, node)
    const account = api.accounts.renter.address.toLowerCase()
    const cancelled = (name: string) =>
      api.owner.query(
        `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
         values (1, $1, '0x1', '0x1', 'market', $2, $3, true, true)`,
        [name === 'AskCancelled' ? 900 : 901, name, JSON.stringify({ account, nonce: order.order.nonce })],
      )
    await cancelled('AskCancelled')
    expect((await place(order)).status).toBe(202)
    const next = await signedBid(api, node, {
      change: { nonce: BigInt(order.order.nonce), gpus: 1, expiry: unixSeconds(BigInt(order.order.expiry) - 1n) },
    })
    await cancelled('BidCancelled')
    expect(await place(next)).toMatchObject({ status: 409, body: { code: 'order.nonce_cancelled' } })
    await api.owner.query('delete from chain_logs where log_index >= 900', [])
    await api.owner.query('update chain_accounts set floor = $2 where account = $1', [account, (BigInt(order.order.nonce) + 1n).toString()])
    expect(await place(next)).toMatchObject({ status: 409, body: { code: 'order.nonce_cancelled' } })
    await api.owner.query('update chain_accounts set floor = 0 where account = $1', [account])
  })
})

describe('an ask', () => {
  const ask = async (change: Record<string, unknown> = {}, signer = api.accounts.provider) => {
    const chain = await api.client.getChain()
    const built = buildAsk({
      provider: api.accounts.provider.address,
      node: other.node,
      pricePerGpuSecond: 2_000n,
      gpus: 1,
      minDurationSeconds: 60,
      maxDurationSeconds: 3_600,
      availableForSeconds: 86_400,
      noticeSeconds: 0,
      trialSeconds: 0,
      nonce: 77n,
      chain,
    })
    return signAsk(signer, { ask: { ...built, ...change } as never, chain })
  }

  test('is accepted if the provider signed it', async () => {
    expect((await place(await ask())).status).toBe(202)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'PlaceAsk' })
  })

  test.each([
    ['is signed by a stranger', {}, () => privateKeyToAccount(`0x${'3'.repeat(64)}`), 401, 'auth.signature_wrong_signer'],
    ['names an unknown node', { node: `0x${'5'.repeat(64)}` }, undefined, 404, 'node.unknown'],
    ['is over', { expiry: 1n }, undefined, 410, 'order.expired'],
    ['contradicts itself', { minGpus: 2, maxGpus: 1 }, undefined, 422, 'order.invalid_fields'],
    ['allows leases of more than 28 days', { maxDurationSeconds: 9_999_999n }, undefined, 422, 'lease.duration_limit'],
    ['allows less than the fee', { maxFeeBps: 1n }, undefined, 409, 'order.fee_above_maximum'],
  ])('that %s is refused', async (_what, change, signer, status, code) => {
    expect(await place(await ask(change, signer?.() ?? api.accounts.provider))).toMatchObject({ status, body: { code } })
  })

  test('is taken out of the book by its owner only, and not once it is matched', async () => {
    const { body } = await place(await ask({ nonce: 78n }))
    const chain = await api.client.getChain()
    const cancel = (signer: typeof api.accounts.provider, at = chain) => signCancelOrder(signer, { orderHash: body.orderHash, chain: at })
    const path = `/orders/${body.orderHash}/cancel`
    expect(await api.send('POST', path, { body: await cancel(api.accounts.stranger) })).toMatchObject({
      status: 401,
      body: { code: 'auth.signature_wrong_signer' },
    })
    expect(await api.send('POST', path, { body: await cancel(api.accounts.provider, { ...chain, chainNow: 1 }) })).toMatchObject({
      status: 410,
      body: { code: 'auth.signature_expired' },
    })
    expect((await api.send('POST', path, { body: await cancel(api.accounts.provider) })).status).toBe(202)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'CancelOrder' })
    const unknown = `/orders/0x${'2'.repeat(64)}/cancel`
    expect(await api.send('POST', unknown, { body: await cancel(api.accounts.provider) })).toMatchObject({
      status: 404,
      body: { code: 'order.unknown' },
    })
  })
})

describe('workloads', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea me@here'
  const content = { template: 'shell' as const, startScript: '', sshKeys: [key], environment: { NAME: 'value' }, ports: [8_080] }

  test('a workload is stored under its own hash and read by its owner only', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const { workload, workloadHash } = newWorkload(content)
    expect(await client.putWorkload({ workloadHash, workload })).toEqual({ workloadHash })
    expect(await client.putWorkload({ workloadHash, workload })).toEqual({ workloadHash })
    expect(await client.getWorkload(workloadHash)).toEqual(workload)
    await expect((await api.signedIn(api.accounts.stranger)).getWorkload(workloadHash)).rejects.toMatchObject({ code: 'auth.forbidden', status: 403 })
    await expect(client.getWorkload(`0x${'1'.repeat(64)}`)).rejects.toMatchObject({ code: 'node.workload_unknown', status: 404 })
    expect((await place(await signedBid(api, node, { change: { workloadHash: workloadHash as never } }))).status).toBe(202)
  })

  test('are refused if the content does not match the hash, or an SSH key is malformed', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const { workload, workloadHash } = newWorkload(content)
    await expect(client.putWorkload({ workloadHash: `0x${'1'.repeat(64)}`, workload })).rejects.toMatchObject({
      code: 'node.workload_hash_mismatch',
      status: 422,
    })
    for (const bad of ['hello', 'ssh-dss AAAA', 'ssh-ed25519 AAAA\ncommand="x" ssh-rsa AAAA']) {
      await expect(client.putWorkload({ workloadHash, workload: { ...workload, sshKeys: [bad] } })).rejects.toMatchObject({
        code: 'node.ssh_key_malformed',
        status: 422,
      })
    }
    await expect(client.putWorkload({ workloadHash, workload: { ...workload, environment: { 'A B': '1' } } })).rejects.toMatchObject({
      code: 'api.invalid_field',
    })
    await expect(api.client.putWorkload({ workloadHash, workload })).rejects.toMatchObject({ code: 'auth.session_missing' })
  })

  test('a plain shell with a start script is refused, since it would never run; with the template script it is taken', async () => {
    const client = await api.signedIn(api.accounts.renter)
    await expect(client.putWorkload(newWorkload({ ...content, startScript: 'nproc' }))).rejects.toMatchObject({ code: 'api.invalid_field' })
    const script = newWorkload({ ...content, template: 'script', startScript: 'nproc' })
    expect(await client.putWorkload(script)).toEqual({ workloadHash: script.workloadHash })
  })
})

describe('while the operator holds the market back', () => {
  const setMode = (mode: string) =>
    api.owner.query(
      `insert into matcher_status (id, last_seq, unsettled, paused, mode, updated_at) values (1, 0, 0, false, $1, now())
       on conflict (id) do update set mode = excluded.mode, paused = false`,
      [mode],
    )
  const block = (account: string, blocked: boolean) =>
    api.owner.query(
      'insert into book_accounts (account, blocked, updated_seq) values ($1, $2, 1) on conflict (account) do update set blocked = excluded.blocked',
      [account.toLowerCase(), blocked],
    )
  const hold = async () => {
    const renter = await api.signedIn(api.accounts.renter)
    return renter.placeHold({ askHash: node.askHash, gpus: 1, durationSeconds: 3_600, funded: false }).then(
      () => 'accepted',
      (error: { code?: string }) => error.code,
    )
  }

  test('new orders and holds are refused with its code, and taken again afterwards', async () => {
    await setMode('halted')
    expect(await place(await signedBid(api, node))).toMatchObject({ status: 503, body: { code: 'market.halted' } })
    expect(await hold()).toBe('market.halted')
    await setMode('cancel_only')
    expect(await place(await signedBid(api, node))).toMatchObject({ status: 503, body: { code: 'market.cancel_only' } })
    expect(await hold()).toBe('market.cancel_only')
    await setMode('open')
    expect(await place(await signedBid(api, node))).toMatchObject({ status: 202 })
    expect(await hold()).toBe('accepted')
  })

  test('a blocked account places nothing new', async () => {
    await block(api.accounts.renter.address, true)
    expect(await place(await signedBid(api, node))).toMatchObject({ status: 403, body: { code: 'account.blocked' } })
    expect(await hold()).toBe('account.blocked')
    await block(api.accounts.renter.address, false)
    expect(await place(await signedBid(api, node))).toMatchObject({ status: 202 })
  })

  test('a delisted machine is not offered', async () => {
    const offered = async () => {
      api.services.market.markChanged()
      return (await api.client.searchListings({})).items.map((item) => item.node)
    }
    await expect.poll(offered).toContain(other.node)
    await api.owner.query("insert into book_nodes (node_id, silent, code) values ($1, true, 'node.delisted')", [other.node])
    await expect.poll(offered).not.toContain(other.node)
    await api.owner.query('delete from book_nodes', [])
  })
})
