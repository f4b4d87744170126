import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hideSuspectNodes } from '../jobs/hideSuspectNodes.ts'
import { loseNodes } from '../jobs/loseNodes.ts'
import { noteEndings } from '../jobs/noteEndings.ts'
import { noteNews } from '../jobs/noteNews.ts'
import { readyChange, seedLease } from '../test/seedLease.ts'
import { seedMarket, type SeededNode } from '../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

let api: TestApi
let node: SeededNode
let renter: SignedIn
let provider: SignedIn
let stranger: SignedIn

beforeAll(async () => {
  api = await startTestApi()
  ;[node] = (await seedMarket(api, [{ name: 'one', price: 1_000n }])) as [SeededNode]
  ;[renter, provider, stranger] = await Promise.all([
    api.signedIn(api.accounts.renter),
    api.signedIn(api.accounts.provider),
    api.signedIn(api.accounts.stranger),
  ])
  await final(1)
  // The first look only says from where on there is news.
  await noteNews(api.services)
})
afterAll(() => api.stop())

const final = (block: number) =>
  api.owner.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, $1, '0x', $1, true, 0, now())
     on conflict (id) do update set head_number = $1, final_number = $1`,
    [block],
  )
const log = (block: number, name: string, leaseId: bigint) =>
  api.owner.query(
    `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
     values ($1, (select count(*) from chain_logs), '0x', '0x', 'market', $2, json_build_object('leaseId', $3::text)::text, true, true)`,
    [block, name, leaseId.toString()],
  )
const told = async (client: SignedIn) => (await client.listNotifications()).items.map(({ kind, facts }) => [kind, facts])
const kinds = async (client: SignedIn) => (await client.listNotifications()).items.map(({ kind }) => kind)
const machine = () => ({ node: node.node, nodeName: 'one' })

describe('notifications of leases', () => {
  test('come with the final block, once, however often it is looked at and by however many', async () => {
    const { startAt } = await seedLease(api, node, { leaseId: 7n })
    await log(2, 'Settled', 7n)
    await noteNews(api.services)
    expect(await kinds(provider)).toEqual([])
    await final(2)
    await Promise.all([noteNews(api.services), noteNews(api.services), noteNews(api.services)])
    expect(await told(provider)).toEqual([['node_leased', { ...machine(), lease: '7', leaseName: null, gpus: 1, durationSeconds: 3_600 }]])
    await api.owner.query('update leases set state = $1, ready_at = $2, ready_block = 3 where lease_id = 7', ['active', startAt])
    await log(3, 'LeaseReady', 7n)
    await final(3)
    await noteNews(api.services)
    expect(await told(renter)).toEqual([['lease_ready', { ...machine(), lease: '7', leaseName: null }]])
  })

  test('are not told again where the cursor is lost: a crash after the rows were written', async () => {
    await api.owner.query('update notification_cursor set block_number = 1', [])
    await noteNews(api.services)
    expect([await kinds(provider), await kinds(renter)]).toEqual([['node_leased'], ['lease_ready']])
    expect(await api.owner.query('select block_number from notification_cursor', [])).toEqual([{ block_number: 3n }])
  })

  test('say with the end what was spent and what comes back, to who holds the lease', async () => {
    await api.owner.query(
      "update leases set state = 'closed', pay = 1000, renter_fee = 3, relay_fee = 2, refund = 40, holder = $1 where lease_id = 7",
      [api.accounts.stranger.address.toLowerCase()],
    )
    await log(4, 'LeaseClosed', 7n)
    await final(4)
    await noteNews(api.services)
    expect(await told(stranger)).toEqual([['lease_ended', { ...machine(), lease: '7', leaseName: null, spent: '1005', refund: '40' }]])
    expect(await kinds(renter)).toEqual(['lease_ready'])
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
    await noteNews(api.services)
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
    await api.owner.query(
      "insert into relays (id, relay_key, kind, lease_id, account, payload) select gen_random_uuid(), 'auto' || id, 'autoExtend', id, '0x', '{}' from unnest(array[22, 23]) as id",
      [],
    )
    expect((await endings()).sort()).toEqual(['21', '23'])
    expect((await endings()).sort()).toEqual(['21', '23'])
    await api.owner.query('update leases set end_at = end_at + 60 where lease_id = 21', [])
    expect((await endings()).sort()).toEqual(['21', '21', '23'])
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

describe('the list', () => {
  test('is read page by page, and marked as read one by one or all up to one', async () => {
    const { items, unread } = await renter.listNotifications()
    expect(unread).toBe(items.length)
    const first = await renter.listNotifications({ limit: 2 })
    expect([first.items, first.nextCursor]).toEqual([items.slice(0, 2), items[1]?.notificationId])
    const rest = await renter.listNotifications({ cursor: first.nextCursor ?? '' })
    expect([rest.items, rest.nextCursor]).toEqual([items.slice(2), null])
    await renter.markNotificationsRead({ notificationId: items[1]?.notificationId ?? '', andOlder: false })
    expect((await renter.listNotifications()).items.map(({ read }) => read)).toEqual(items.map((_, at) => at === 1))
    await renter.markNotificationsRead({ notificationId: items[1]?.notificationId ?? '', andOlder: true })
    expect(await renter.listNotifications({ limit: 1 })).toMatchObject({ unread: 1, items: [{ read: false }] })
  })

  test('is of its account alone', async () => {
    const { items } = await renter.listNotifications()
    await stranger.markNotificationsRead({ notificationId: items[0]?.notificationId ?? '', andOlder: true })
    expect((await renter.listNotifications()).unread).toBe(1)
    expect(await api.send('GET', '/account/notifications')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    expect(await api.send('GET', '/events?topics=notifications')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    await expect(renter.listNotifications({ limit: 0 })).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
    await expect(renter.markNotificationsRead({ notificationId: 'x', andOlder: false })).rejects.toMatchObject({ code: 'api.invalid_field' })
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
    await noteNews(api.services)
    expect(await api.owner.query('select 1 from notifications where account = $1', [api.accounts.renter.address.toLowerCase()])).toEqual([])
  })
})
