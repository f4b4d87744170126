import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { claimDeliveries, insertTestDelivery, insertWebhook, noteAttempt } from '@infinitio/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hideSuspectNodes, loseNodes } from '../jobs/watchNodes.ts'
import { noteEndings, noteLeaseChanges } from '../jobs/noteLeaseChanges.ts'
import { sendWebhooks } from '../jobs/sendWebhooks.ts'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { postDelivery } from '../webhooks/postDelivery.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

let api: TestApi
let node: SeededNode
let renter: SignedIn
let provider: SignedIn
let stranger: SignedIn

beforeAll(async () => {
  api = await startTestApi({
    change: (services) => ({ ...services, limits: { ...services.limits, account: { capacity: 10_000, refillPerSecond: 10_000 } } }),
  })
  ;[node] = (await seedMarket(api, [{ name: 'one', price: 1_000n }])) as [SeededNode]
  ;[renter, provider, stranger] = await Promise.all([
    api.signedIn(api.accounts.renter),
    api.signedIn(api.accounts.provider),
    api.signedIn(api.accounts.stranger),
  ])
  await final(1)
  // Run the job once before the test. The first run notifies nobody: it only stores the block from which later runs report changes.
  await noteLeaseChanges(api.services)
})
afterAll(() => api.stop())

const final = (block: number) =>
  api.owner.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, $1, '0x', $1, true, 0, now())
     on conflict (id) do update set head_number = $1, final_number = $1`,
    [block],
  )
const log = (block: number, name: string, leaseId: bigint, { txHash = '0x', ...args }: Record<string, string> = {}) =>
  api.owner.query(
    `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
     values ($1, (select count(*) from chain_logs), '0x', $4, 'market', $2, $3, true, true)`,
    [block, name, JSON.stringify({ leaseId: leaseId.toString(), ...args }), txHash],
  )
/** Stores an auto-extend order of the renter for a lease, as the API would. */
const standing = (leaseId: number, { maxTotalSeconds }: { maxTotalSeconds: number }) =>
  api.owner.query(
    "insert into relays (id, relay_key, kind, lease_id, account, payload) values (gen_random_uuid(), gen_random_uuid()::text, 'autoExtend', $1, $2, $3)",
    [leaseId, api.accounts.renter.address.toLowerCase(), JSON.stringify({ stepSeconds: 3_600, maxTotalSeconds, nonce: '7', expiry: 10_000_000_000 })],
  )
const told = async (client: SignedIn) => (await client.listNotifications()).items.map(({ kind, facts }) => [kind, facts])
const kinds = async (client: SignedIn) => (await client.listNotifications()).items.map(({ kind }) => kind)
const machine = () => ({ node: node.node, nodeName: 'one' })

describe('notifications of leases', () => {
  test('come with the final block, once, however often it is looked at and by however many', async () => {
    const { startAt } = await seedLease(api, node, { leaseId: 7n })
    await log(2, 'Settled', 7n)
    await noteLeaseChanges(api.services)
    expect(await kinds(provider)).toEqual([])
    // Lease 7 became ready in block 3. Only block 2 is final, so nobody is notified yet.
    await log(3, 'LeaseReady', 7n)
    await final(2)
    await Promise.all([noteLeaseChanges(api.services), noteLeaseChanges(api.services), noteLeaseChanges(api.services)])
    expect(await told(provider)).toEqual([['node_leased', { ...machine(), lease: '7', leaseName: null, gpus: 1, durationSeconds: 3_600 }]])
    await api.owner.query('update leases set state = $1, ready_at = $2, ready_block = 3 where lease_id = 7', ['active', startAt])
    expect(await kinds(renter)).toEqual([])
    await final(3)
    await noteLeaseChanges(api.services)
    expect(await told(renter)).toEqual([['lease_ready', { ...machine(), lease: '7', leaseName: null }]])
  })

  test('are not told again where the cursor is lost: a crash after the rows were written', async () => {
    await api.owner.query('update notification_cursor set block_number = 1', [])
    await noteLeaseChanges(api.services)
    expect([await kinds(provider), await kinds(renter)]).toEqual([['node_leased'], ['lease_ready']])
    expect(await api.owner.query('select block_number from notification_cursor', [])).toEqual([{ block_number: 3n }])
  })

  test('give the holder the spent amount and the refund when the lease ends', async () => {
    await api.owner.query(
      "update leases set state = 'closed', pay = 1000, renter_fee = 3, relay_fee = 2, refund = 40, holder = $1 where lease_id = 7",
      [api.accounts.stranger.address.toLowerCase()],
    )
    await log(4, 'LeaseClosed', 7n)
    await final(4)
    await noteLeaseChanges(api.services)
    expect(await told(stranger)).toEqual([['lease_ended', { ...machine(), lease: '7', leaseName: null, spent: '1005', refund: '40' }]])
    expect(await kinds(renter)).toEqual(['lease_ready'])
  })

  test('tell teammates once when the lease is given away; a renter’s name of the lease is only for that renter', async () => {
    const { bidHash } = await seedLease(api, node, { leaseId: 6n })
    const [renterAddress, heir, mate] = ['renter', 'provider', 'stranger'].map((who) => api.accounts[who as 'renter'].address.toLowerCase())
    await api.owner.query('insert into lease_names (bid_hash, account, name) values ($1, $2, $3)', [bidHash, renterAddress, 'secret project'])
    await api.owner.query("insert into lease_shares (bid_hash, guest, may, shared_by) values ($1, $2, 'use', $3)", [bidHash, mate, renterAddress])
    await api.owner.query('update leases set holder = $1 where lease_id = 6', [heir])
    for (const [block, name] of [
      [2, 'Settled'],
      [2, 'LeaseTokenised'],
      [2, 'LeaseTokenMoved'],
      [2, 'LeaseReady'],
    ] as const)
      await log(block, name, 6n)
    await api.owner.query('update notification_cursor set block_number = 1', [])
    await noteLeaseChanges(api.services)
    const named = { ...machine(), lease: '6', leaseName: null }
    const ofLease = async (client: SignedIn) => (await told(client)).filter(([, facts]) => (facts as { lease?: string }).lease === '6')
    expect(await ofLease(stranger)).toEqual([['share_ended', { ...named, holder: renterAddress }]])
    expect(await ofLease(provider)).toEqual([
      ['lease_ready', named],
      ['node_leased', { ...named, gpus: 1, durationSeconds: 3_600 }],
    ])
  })

  test('speak of an order only that waited a minute for its match', async () => {
    const settle = async (leaseId: bigint, waitedMs: number) => {
      const { bidHash } = await seedLease(api, node, { leaseId })
      await api.owner.query(
        `insert into book_orders (order_hash, kind, account, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq, updated_seq, created_at_ms)
         values ($1, 'bid', $2, 1, 1, '{}', '0x', 'settled', 1, $3, 1, 1000)`,
        [bidHash, api.accounts.renter.address.toLowerCase(), leaseId],
      )
      await api.owner.query(
        `insert into settlements (match_id, ask_hash, bid_hash, node_id, account, gpus, amount, item, state, created_at_ms, updated_at_ms)
         values ($1, '0x', $2, $3, '0x', 1, 1, '{}', 'settled', $4, 1)`,
        [leaseId, bidHash, node.node, 1_000 + waitedMs],
      )
      await log(5, 'Settled', leaseId)
      return bidHash
    }
    await settle(8n, 59_999)
    const order = await settle(9n, 60_000)
    await final(5)
    await noteLeaseChanges(api.services)
    expect((await told(renter))[0]).toEqual(['order_filled', { ...machine(), lease: '9', leaseName: null, order }])
    expect(await kinds(renter)).toEqual(['order_filled', 'lease_ready'])
  })

  test('speak of an end ten minutes before, once for each end, and later of a lease that may extend itself', async () => {
    const now = api.services.clock.read().now
    const ending = async (leaseId: bigint, leftSeconds: number) => {
      const startAt = BigInt(now + leftSeconds - 3_600)
      await seedLease(api, node, { leaseId, startAt, change: readyChange(startAt) })
    }
    const endings = async () => {
      await noteEndings(api.services)
      return (await renter.listNotifications()).items.flatMap(({ kind, facts }) => (kind === 'lease_ending' ? [facts.lease] : []))
    }
    await ending(20n, 620)
    await ending(21n, 500)
    await ending(22n, 500)
    await ending(23n, 170)
    await ending(24n, 500)
    for (const leaseId of [22, 23]) await standing(leaseId, { maxTotalSeconds: 7_200 })
    // The total time of this auto-extend order is one second too short for the next extension, so the order cannot extend the lease.
    await standing(24, { maxTotalSeconds: 7_199 })
    expect((await endings()).sort()).toEqual(['21', '23', '24'])
    expect((await endings()).sort()).toEqual(['21', '23', '24'])
    await api.owner.query('update leases set end_at = end_at + 60 where lease_id = 21', [])
    expect((await endings()).sort()).toEqual(['21', '21', '23', '24'])
  })

  test('say ten minutes before the end that a lease cannot extend, because its machine left the registry, has fewer GPUs there, or its provider is delisted', async () => {
    const now = api.services.clock.read().now
    const stopped = async () => {
      await noteEndings(api.services)
      const { items } = await renter.listNotifications()
      const told = items.flatMap((item) => (item.kind === 'lease_ending' && item.facts.extensionStopped ? [item.facts.lease] : []))
      return told.filter((lease) => Number(lease) >= 60).sort()
    }
    const endingSoon = async (leaseId: bigint) => {
      const startAt = BigInt(now + 500 - 3_600)
      await seedLease(api, node, { leaseId, startAt, change: readyChange(startAt) })
      await standing(Number(leaseId), { maxTotalSeconds: 7_200 })
    }
    await endingSoon(60n)
    expect(await stopped()).toEqual([])
    await api.owner.query('update chain_nodes set retired = true where node_id = $1', [node.node])
    expect(await stopped()).toEqual(['60'])
    expect(await stopped()).toEqual(['60'])
    await api.owner.query('update chain_nodes set retired = false where node_id = $1', [node.node])
    await api.owner.query('update chain_providers set listed = false', [])
    await endingSoon(61n)
    expect(await stopped()).toEqual(['60', '61'])
    await api.owner.query('update chain_providers set listed = true', [])
    const sql = 'select l.gpus, n.gpus as registered from leases l join chain_nodes n using (node_id) where lease_id = 61'
    const [{ gpus, registered } = { gpus: 0, registered: 0 }] = await api.owner.query<{ gpus: number; registered: number }>(sql, [])
    await api.owner.query('update chain_nodes set gpus = $1 where node_id = $2', [gpus, node.node])
    await endingSoon(62n)
    expect(await stopped()).toEqual(['60', '61'])
    await api.owner.query('update chain_nodes set gpus = $1 where node_id = $2', [gpus - 1, node.node])
    expect(await stopped()).toEqual(['60', '61', '62'])
    await api.owner.query('update chain_nodes set gpus = $1 where node_id = $2', [registered, node.node])
  })

  test('say that a lease was extended, by hand or automatically, once for each extension', async () => {
    await seedLease(api, node, { leaseId: 41n })
    await api.owner.query(
      "insert into transactions (purpose, action, lease_id, sender, raw, hashes, state) values ('sweep', 'autoExtend', 41, '0x', '{}', '{0xold,0xauto}', 'mined')",
      [],
    )
    await log(9, 'LeaseExtended', 41n, { end: '1795000000' })
    await log(9, 'LeaseExtended', 41n, { end: '1795003600', txHash: '0xauto' })
    await final(9)
    await noteLeaseChanges(api.services)
    await noteLeaseChanges(api.services)
    const lease = { ...machine(), lease: '41', leaseName: null }
    expect((await told(renter)).filter(([kind]) => kind === 'lease_extended')).toEqual([
      ['lease_extended', { ...lease, endAt: 1_795_003_600, automatic: true }],
      ['lease_extended', { ...lease, endAt: 1_795_000_000, automatic: false }],
    ])
  })

  test('speak of a budget at four fifths, once: of a lease by what it locked, of a session key by what it spent since it was given', async () => {
    const budgets = async (client: SignedIn) => (await told(client)).filter(([kind]) => kind === 'lease_budget' || kind === 'key_budget')
    const extended = async (block: number, change: { escrow: bigint; maxTotalSeconds: number }) => {
      await api.owner.query('update leases set escrow = $1 where lease_id = 40', [change.escrow])
      await standing(40, change)
      await log(block, 'LeaseExtended', 40n, { end: '1795000000' })
      await final(block)
      await noteLeaseChanges(api.services)
    }
    await seedLease(api, node, { leaseId: 40n })
    // The most that the lease can cost in total: 10,000 seconds at 1,000 base units per second, and a fee of 25 basis points.
    const most = 10_025_000n
    await extended(10, { escrow: (most * 4n) / 5n - 1n, maxTotalSeconds: 10_000 })
    expect(await budgets(renter)).toEqual([])
    await extended(11, { escrow: (most * 4n) / 5n, maxTotalSeconds: 10_000 })
    await extended(12, { escrow: most, maxTotalSeconds: 10_000 })
    const lease = { ...machine(), lease: '40', leaseName: null }
    expect(await budgets(renter)).toEqual([['lease_budget', { ...lease, locked: '8020000', most: '10025000' }]])

    const [account, key] = [api.accounts.renter.address.toLowerCase(), `0x${'5e'.repeat(20)}`]
    const session = async (block: number, name: string, totalLeft: number) => {
      await api.owner.query(
        `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
         values ($1, (select count(*) from chain_logs), '0x', '0x', 'market', $2, $3, true, true)`,
        [block, name, JSON.stringify({ account, key, totalLeft: String(totalLeft) })],
      )
      await final(block)
      await noteLeaseChanges(api.services)
    }
    await session(13, 'SessionAuthorized', 1_000)
    await session(14, 'SessionSpent', 201)
    await session(15, 'SessionSpent', 200)
    await session(16, 'SessionSpent', 100)
    expect((await budgets(renter))[0]).toEqual(['key_budget', { key, spent: '800000000000', total: '1000000000000' }])
    await session(17, 'SessionAuthorized', 100)
    await session(18, 'SessionSpent', 0)
    expect((await budgets(renter)).map(([kind]) => kind)).toEqual(['key_budget', 'key_budget', 'lease_budget'])
    expect(await budgets(provider)).toEqual([])
  })

  test('come for each lease of an order for a cluster', async () => {
    const startAt = BigInt(api.services.clock.read().now + 500 - 3_600)
    const { bidHash } = await seedLease(api, node, { leaseId: 70n, startAt, change: readyChange(startAt) })
    await seedLease(api, node, { leaseId: 71n, startAt, change: readyChange(startAt) })
    await api.owner.query('update leases set bid_hash = $1 where lease_id = 71', [bidHash])
    for (const name of ['Settled', 'LeaseReady', 'LeaseClosed']) for (const leaseId of [70n, 71n]) await log(20, name, leaseId)
    await final(20)
    await noteLeaseChanges(api.services)
    await noteEndings(api.services)
    const leasesOf = async (who: SignedIn, kind: string) =>
      (await who.listNotifications()).items.flatMap((item) =>
        item.kind === kind && 'lease' in item.facts && Number(item.facts.lease) >= 70 ? [item.facts.lease] : [],
      )
    for (const kind of ['lease_ready', 'lease_ended', 'lease_ending']) expect((await leasesOf(renter, kind)).sort()).toEqual(['70', '71'])
    expect((await leasesOf(provider, 'node_leased')).sort()).toEqual(['70', '71'])
  })
})

describe('notifications of machines', () => {
  test('tell the provider of silence once an hour, and both sides of a loss', async () => {
    const before = await kinds(renter)
    const heard = (secondsAgo: number) =>
      api.owner.query(
        `insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() - make_interval(secs => $2), false)
         on conflict (node_id) do update set last_seen_at = excluded.last_seen_at, silent = false`,
        [node.node, secondsAgo],
      )
    await heard(60)
    await hideSuspectNodes(api.services)
    await heard(500)
    await hideSuspectNodes(api.services)
    const [silent, ...others] = await told(provider)
    expect(silent).toEqual(['node_silent', machine()])
    expect(others.map(([kind]) => kind)).not.toContain('node_silent')
    const startAt = BigInt(api.services.clock.read().now - 100)
    await seedLease(api, node, { leaseId: 30n, change: readyChange(startAt) })
    await api.owner.query("update leases set state = 'closed' where lease_id <> 30", [])
    await api.owner.query("update tunnels set last_seen_at = now() - interval '500 seconds'", [])
    await loseNodes(api.services, { watchedSinceMs: Date.now() - 1_000_000 })
    expect((await told(provider))[0]).toEqual(['node_lost', { ...machine(), leases: 1 }])
    expect((await told(renter))[0]).toEqual(['machine_lost', { ...machine(), lease: '30', leaseName: null }])
    expect(await kinds(renter)).toHaveLength(before.length + 1)
  })
})

describe('webhooks', () => {
  const receiver = startReceiver()
  afterAll(() => receiver.stop())
  let hook: { webhookId: string; secret: string }
  let settled = 100
  /** Creates a lease of the provider's machine, so that the provider is notified. */
  const lease = async () => {
    settled += 1
    await seedLease(api, node, { leaseId: BigInt(settled) })
    await log(settled, 'Settled', BigInt(settled))
    await final(settled)
    await noteLeaseChanges(api.services)
    return String(settled)
  }
  const due = () => api.owner.query("update webhook_deliveries set next_at = now(), claimed_until = null where state = 'waiting'", [])
  const attempts = async () => (await provider.listWebhookAttempts(hook.webhookId)).items

  test.each([
    'https://127.0.0.1/hook',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://localhost/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://10.1.2.3/',
    'https://192.168.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[fd00:ec2::254]/',
    'https://[64:ff9b::7f00:1]/',
    'http://1.1.1.1/',
    'https://name:word@1.1.1.1/',
    'ftp://1.1.1.1/',
    'nothing',
  ])('are refused at %s', async (url) => {
    await expect(provider.createWebhook({ url, kinds: ['node_leased'] })).rejects.toMatchObject({ status: 422, code: 'account.webhook_refused' })
  })

  test('get the notifications of the account and of the chosen kinds once, with a valid signature', async () => {
    await lease()
    hook = await provider.createWebhook({ url: receiver.url, kinds: ['node_leased', 'node_lost'] })
    const other = await renter.createWebhook({ url: `${receiver.url}?of=renter`, kinds: ['lease_ready'] })
    const leaseId = await lease()
    await Promise.all([sendWebhooks(api.services), sendWebhooks(api.services), sendWebhooks(api.services)])
    expect(receiver.got).toHaveLength(1)
    const [{ headers, body, path }] = receiver.got as [Got]
    expect([path, JSON.parse(body)]).toEqual([
      '/hook',
      {
        type: 'node_leased',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        data: { ...machine(), lease: leaseId, leaseName: null, gpus: 1, durationSeconds: 3_600 },
      },
    ])
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const key = Buffer.from(hook.secret.slice('whsec_'.length), 'base64')
    expect(key).toHaveLength(32)
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(60)
    expect(await attempts()).toMatchObject([
      { deliveryId: headers['webhook-id'], kind: 'node_leased', attempt: 1, status: 204, error: null, state: 'delivered', nextAt: null },
    ])
    await renter.deleteWebhook(other.webhookId)
  })

  test('are tried again later after a refusal, by no redirect, under the same id', async () => {
    const before = receiver.got.length
    receiver.answer = 302
    await lease()
    await sendWebhooks(api.services)
    await sendWebhooks(api.services)
    expect(receiver.got.slice(before).map(({ path }) => path)).toEqual(['/hook'])
    expect((await attempts())[0]).toMatchObject({ attempt: 1, status: 302, error: 'status', state: 'waiting', nextAt: expect.any(Number) })
    receiver.answer = 204
    await due()
    await sendWebhooks(api.services)
    expect((await attempts()).slice(0, 2).map(({ attempt, status, state }) => [attempt, status, state])).toEqual([
      [2, 204, 'delivered'],
      [1, 302, 'delivered'],
    ])
    expect(new Set(receiver.got.slice(before).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  test('are tried once more where a sender died with one, and what it says too late changes nothing', async () => {
    const before = receiver.got.length
    await lease()
    const [taken] = await claimDeliveries(api.services.db, { limit: 9, claimSeconds: 30 })
    await sendWebhooks(api.services)
    expect(receiver.got).toHaveLength(before)
    await due()
    await sendWebhooks(api.services)
    expect(receiver.got).toHaveLength(before + 1)
    const late = {
      deliveryId: taken?.deliveryId ?? '',
      webhookId: hook.webhookId,
      attempt: 1,
      status: 500,
      tookMs: 1,
      error: 'status',
      retrySeconds: null,
    }
    await api.services.db.transaction((tx) => noteAttempt(tx, late))
    expect((await attempts())[0]).toMatchObject({ deliveryId: late.deliveryId, attempt: 1, status: 500, state: 'delivered' })
    expect((await provider.listWebhooks()).items[0]?.disabledAt).toBeNull()
  })

  test('are disabled after eight attempts, which is notified; and repeat an event on request', async () => {
    receiver.answer = 500
    const leaseId = await lease()
    for (let tries = 0; tries < 9; tries += 1) {
      await due()
      await sendWebhooks(api.services)
    }
    const [last] = await attempts()
    expect(last).toMatchObject({ attempt: 8, state: 'failed', nextAt: null })
    expect((await told(provider))[0]).toEqual(['webhook_disabled', { webhookId: hook.webhookId, url: receiver.url }])
    expect((await provider.listWebhooks()).items).toMatchObject([{ webhookId: hook.webhookId, disabledAt: expect.any(Number) }])
    await expect(provider.testWebhook(hook.webhookId)).rejects.toMatchObject({ status: 404, code: 'account.webhook_unknown' })
    await lease()
    receiver.answer = 204
    const before = receiver.got.length
    await due()
    await sendWebhooks(api.services)
    expect(receiver.got).toHaveLength(before)
    await provider.enableWebhook(hook.webhookId)
    await provider.resendDelivery(last?.deliveryId ?? '')
    await sendWebhooks(api.services)
    expect(receiver.got.slice(before).map(({ body }) => JSON.parse(body).data.lease)).toEqual([leaseId])
    expect(receiver.got.at(-1)?.headers['webhook-id']).toBe(last?.deliveryId)
  })

  test('are due in the very moment they are made, whichever way it is rounded', async () => {
    const mine = { account: api.accounts.provider.address.toLowerCase(), webhookId: hook.webhookId }
    // All rows that one transaction inserts have the same creation time. The database rounds this time up in some transactions, and down in others. Repeat the
    // test, so that both cases occur.
    for (let round = 0; round < 20; round += 1)
      await api.services.db.transaction(async (tx) => {
        await insertTestDelivery(tx, mine)
        const [taken] = await claimDeliveries(tx, { limit: 1, claimSeconds: 30 })
        expect(taken).toMatchObject({ webhookId: hook.webhookId, kind: 'test' })
        await noteAttempt(tx, { ...mine, deliveryId: taken?.deliveryId ?? '', attempt: 1, status: 204, tookMs: 1, error: null, retrySeconds: null })
      })
  })

  test('are not called while their host name leads to a private address', async () => {
    const before = receiver.got.length
    await provider.testWebhook(hook.webhookId)
    await api.owner.query('update webhooks set url = $1', [receiver.url.replace('http:', 'https:')])
    await sendWebhooks(api.services)
    expect((await attempts())[0]).toMatchObject({ kind: 'test', status: null, error: 'address_refused', state: 'waiting' })
    await api.owner.query('update webhooks set url = $1', [receiver.url])
    await due()
    await sendWebhooks(api.services)
    expect(JSON.parse(receiver.got[before]?.body ?? '')).toMatchObject({ type: 'test', data: {} })
  })

  test('are dialled at the address that was looked at, whatever the name leads to', async () => {
    const url = new URL(receiver.url.replace('127.0.0.1', 'receiver.invalid'))
    expect(await postDelivery({ url, address: '127.0.0.1' }, { headers: {}, body: '{}' })).toMatchObject({ status: 204, error: null })
    expect(receiver.got.at(-1)?.headers.host).toBe(url.host)
    receiver.answer = 'nothing'
    expect(await postDelivery({ url, address: '127.0.0.1' }, { headers: {}, body: '{}' })).toMatchObject({
      status: null,
      error: 'econnreset',
    })
    receiver.answer = 204
  })

  test('are limited to three for each account, also when they are created together, and are only for that account', async () => {
    const { db } = api.services
    const row = () => ({
      ...{ webhookId: randomUUID(), account: api.accounts.provider.address.toLowerCase(), url: receiver.url },
      ...{ kinds: ['node_lost'], secret: randomBytes(32), most: 2 },
    })
    const waiting = () =>
      api.owner.query('select 1 from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())', [])
    const second = await db.transaction(async (tx) => {
      await insertWebhook(tx, row())
      const other = db.transaction((late) => insertWebhook(late, row()))
      // The second webhook waits for the first transaction, which holds the lock and is not committed yet.
      await expect.poll(async () => (await waiting()).length).toBe(1)
      return [other]
    })
    expect(await second[0]).toBe(false)
    const made = await Promise.allSettled([1, 2, 3, 4].map(() => provider.createWebhook({ url: receiver.url, kinds: ['node_lost'] })))
    const refused = made.flatMap((result) => (result.status === 'rejected' ? [result.reason as { code: string; status: number }] : []))
    expect(refused.map(({ code, status }) => [code, status])).toEqual(Array(3).fill(['account.webhooks_limit', 409]))
    expect((await stranger.listWebhooks()).items).toEqual([])
    expect((await stranger.listWebhookAttempts(hook.webhookId)).items).toEqual([])
    const [attempt] = await attempts()
    await expect(stranger.resendDelivery(attempt?.deliveryId ?? '')).rejects.toMatchObject({ code: 'account.webhook_unknown' })
    await expect(stranger.enableWebhook(hook.webhookId)).rejects.toMatchObject({ code: 'account.webhook_unknown' })
    await stranger.deleteWebhook(hook.webhookId)
    expect((await provider.listWebhooks()).items).toHaveLength(3)
    expect(JSON.stringify([await provider.listWebhooks(), await provider.exportAccount()])).not.toContain('secret')
    await expect(provider.createWebhook({ url: receiver.url, kinds: [] })).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
    expect(await api.send('POST', '/account/webhooks', { body: {} })).toMatchObject({ status: 401 })
    await provider.deleteWebhook(hook.webhookId)
    expect(await api.owner.query('select 1 from webhook_deliveries where webhook_id = $1', [hook.webhookId])).toEqual([])
  })
})

describe('the list', () => {
  test('is read page by page, and marked as read one by one or all up to one', async () => {
    const { items, unread, total } = await renter.listNotifications({ limit: 100 })
    expect([unread, total]).toEqual([items.length, items.length])
    const first = await renter.listNotifications({ limit: 2 })
    expect([first.items, first.nextCursor]).toEqual([items.slice(0, 2), expect.stringMatching(/^[A-Za-z0-9_-]{9,}$/)])
    const rest = await renter.listNotifications({ limit: 100, cursor: first.nextCursor ?? '' })
    expect([rest.items, rest.nextCursor]).toEqual([items.slice(2), null])
    await renter.markNotificationsRead({ notificationId: items[1]?.notificationId ?? '', andOlder: false })
    expect((await renter.listNotifications({ limit: 100 })).items.map(({ read }) => read)).toEqual(items.map((_, at) => at === 1))
    await renter.markNotificationsRead({ notificationId: items[1]?.notificationId ?? '', andOlder: true })
    expect(await renter.listNotifications({ limit: 1 })).toMatchObject({ unread: 1, items: [{ read: false }] })
  })

  test('is only for its account', async () => {
    const { items } = await renter.listNotifications()
    await stranger.markNotificationsRead({ notificationId: items[0]?.notificationId ?? '', andOlder: true })
    expect((await renter.listNotifications()).unread).toBe(1)
    expect(await api.send('GET', '/account/notifications')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    expect(await api.send('GET', '/events?topics=notifications')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    await expect(renter.listNotifications({ limit: 0 })).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
    await expect(renter.markNotificationsRead({ notificationId: 'x', andOlder: false })).rejects.toMatchObject({ code: 'api.invalid_field' })
    // One more than the largest row number that the database can store.
    const tooLarge = String(2n ** 63n)
    await expect(renter.listNotifications({ cursor: tooLarge })).rejects.toMatchObject({ status: 400, code: 'api.cursor_invalid' })
    await expect(renter.markNotificationsRead({ notificationId: tooLarge, andOlder: false })).rejects.toMatchObject({ code: 'api.invalid_field' })
    const month = { month: '2026-11', after: tooLarge }
    await expect(provider.getProviderStatement(month)).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
  })

  test('wakes who watches it, and nobody else', async () => {
    const heard: string[] = []
    const stop = new AbortController()
    const account = api.accounts.renter.address.toLowerCase()
    const watching = renter.watchEvents({ topics: ['notifications'], onEvent: ({ version }) => void heard.push(version), signal: stop.signal })
    await expect.poll(() => heard.length).toBe(1)
    await renter.markNotificationsRead({ notificationId: '9007199254740993', andOlder: true })
    await expect.poll(() => heard.length).toBe(2)
    stop.abort()
    await watching
    expect(heard[1]).toMatch(/\.0$/)
    expect(await api.owner.query('select 1 from notifications where account = $1 and read_at is null', [account])).toEqual([])
  })

  test('is in what is exported, goes with the account, and says nothing to an account that is gone', async () => {
    const { items } = await renter.listNotifications()
    expect((await renter.exportAccount()).notifications).toHaveLength(items.length)
    await api.owner.query("update leases set state = 'closed'", [])
    await api.owner.query("update settlements set state = 'settled'", [])
    expect((await renter.deleteAccount()).deleted).toMatchObject({ notifications: items.length })
    await api.owner.query('update notification_cursor set block_number = 1', [])
    await noteLeaseChanges(api.services)
    expect(await api.owner.query('select 1 from notifications where account = $1', [api.accounts.renter.address.toLowerCase()])).toEqual([])
  })
})

type Got = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }

/** Starts a webhook receiver that stores the requests. It answers with a status, or not at all. */
function startReceiver() {
  const got: Got[] = []
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    got.push({ path: request.url ?? '', headers: request.headers, body })
    if (receiver.answer === 'nothing') request.socket.destroy()
    else response.writeHead(receiver.answer, { location: '/elsewhere' }).end()
  }).listen(0, '127.0.0.1')
  const receiver = {
    got,
    answer: 204 as number | 'nothing',
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    },
    stop: () => void server.close(),
  }
  return receiver
}
