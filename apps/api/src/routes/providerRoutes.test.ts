import { insertJournalRows, journalGenesis, journalHash, readJournalHead } from '@infinitio/db'
import { type CanonicalValue, canonicalJson, formatPt, zeroHex32 } from '@infinitio/domain'
import type { Client } from '@infinitio/sdk'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedLease } from '../../test/seedLease.ts'
import { readPdf } from '../../test/readPdf.ts'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let mine: SeededNode
let cheaper: SeededNode
let idle: SeededNode

beforeAll(async () => {
  api = await startTestApi({
    change: (services) => ({ ...services, limits: { ...services.limits, account: { capacity: 10_000, refillPerSecond: 10_000 } } }),
  })
  const nodes = await seedMarket(api, [
    { name: 'mine', classId: 1, gpus: 2, price: 2_000n },
    { name: 'cheaper', classId: 1, gpus: 4, price: 1_500n },
    { name: 'idle', classId: 1, gpus: 1, price: 9n },
  ])
  ;[mine, cheaper, idle] = nodes as [SeededNode, SeededNode, SeededNode]
  await journal([...opening(), placeAsk(cheaper), placeAsk(mine)])
})
afterAll(() => api.stop())

describe('GET /provider', () => {
  test('returns the first 1,000 machines of a fleet with their asks, retired ones last, and the total', async () => {
    await seedFleet(1_000)
    const provider = await api.signedIn(api.accounts.provider)
    await expect.poll(async () => (await provider.getProvider()).nodeCount, { timeout: 60_000 }).toBe(1_003)
    const { nodes } = await provider.getProvider()
    expect(nodes).toHaveLength(1_000)
    const first = await provider.getFleetCalendar({})
    const second = await provider.getFleetCalendar({ cursor: first.nextCursor ?? '' })
    expect([first.nodes.length, second.nodes.length, new Set([...first.nodes, ...second.nodes].map(({ node }) => node)).size]).toEqual([
      100, 100, 200,
    ])
    expect(nodes.every(({ state }) => state !== 'retired')).toBe(true)
    expect(new Set(nodes.map(({ node }) => node)).size).toBe(1_000)
    const rack = nodes.find(({ name }) => name === 'rack-77')
    expect(rack).toMatchObject({ gpus: 2, className: 'H100 SXM 80 GB', ask: { pricePerGpuSecond: '1077' }, latestAsk: { pricePerGpuSecond: '1077' } })
    await api.owner.query("delete from chain_nodes where node_id like '0xfee%'", [])
    api.services.market.markChanged()
  })
})

async function demandOf(provider: Client, days: number) {
  const { demand } = await provider.getAskDemand({ node: mine.node, days })
  if (demand === null) throw new Error('the node has an ask')
  return demand
}

describe('GET /provider/nodes/{node}/demand', () => {
  test('says why bids went elsewhere, at which price, and what a lower price would have brought', async () => {
    await journal([
      bid('went elsewhere', { gpus: 1, price: 3_000n }),
      bid('too cheap', { gpus: 2, price: 1_200n }),
      bid('of another tier', { gpus: 1, price: 3_000n, minTier: 2 }),
      bid('of another class', { gpus: 1, price: 3_000n, classMask: '1' }),
    ])
    const provider = await api.signedIn(api.accounts.provider)
    const read = () => demandOf(provider, 7)
    await expect.poll(async () => (await read()).bids).toBe(3)
    const { asOf, ...demand } = await read()
    expect(demand).toEqual({
      ...{ node: mine.node, classId: 1, askHash: mine.askHash, pricePerGpuSecond: '2000', from: asOf.now - 7 * 86_400, isCut: false },
      ...{ bids: 3, hired: 0, elsewhere: 1, unfilled: 0 },
      excluded: [
        { reason: 'price', bids: 1 },
        { reason: 'tier', bids: 1 },
      ],
      paidElsewhere: { bids: 1, lowest: '1500', median: '1500', highest: '1500' },
      steps: [
        { pricePerGpuSecond: '2000', leases: 0, gpuSeconds: '0', pay: '0' },
        { pricePerGpuSecond: '1499', leases: 1, gpuSeconds: '7200', pay: String(7_200n * 1_499n) },
        { pricePerGpuSecond: '1200', leases: 2, gpuSeconds: '14400', pay: String(14_400n * 1_200n) },
      ],
      curve: [
        { pricePerGpuSecond: '1200', leases: 2, gpuSeconds: '14400', pay: String(14_400n * 1_200n) },
        { pricePerGpuSecond: '1499', leases: 1, gpuSeconds: '7200', pay: String(7_200n * 1_499n) },
        { pricePerGpuSecond: '2000', leases: 0, gpuSeconds: '0', pay: '0' },
      ],
    })
  })

  test('counts with the leases that the calendar had', async () => {
    await Promise.all([1n, 2n].map((leaseId) => seedLease(api, mine, { leaseId })))
    const provider = await api.signedIn(api.accounts.provider)
    const { excluded } = await demandOf(provider, 6)
    expect(excluded).toContainEqual({ reason: 'calendar', bids: 2 })
    await api.owner.query('delete from leases', [])
  })

  test('is for the owner of a node, and nothing where the node has no ask', async () => {
    const path = `/provider/nodes/${mine.node}/demand`
    expect(await api.send('GET', path)).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    const asked = async (account: TestApi['accounts']['renter'], node: string, days: number) =>
      (await api.signedIn(account)).getAskDemand({ node, days })
    await expect(asked(api.accounts.stranger, mine.node, 7)).rejects.toMatchObject({ code: 'node.unknown', status: 404 })
    await expect(asked(api.accounts.provider, zeroHex32, 7)).rejects.toMatchObject({ code: 'node.unknown' })
    expect(await asked(api.accounts.provider, idle.node, 7)).toEqual({ demand: null })
    await expect(asked(api.accounts.provider, mine.node, 8)).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
    await expect(asked(api.accounts.provider, 'mine', 7)).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
  })
})

describe('GET /market/{class}/demand', () => {
  test('shows a visitor what a new machine would have earned at each price, and why other bids do not count', async () => {
    const demand = await api.client.getClassDemand(1, { region: 3, gpus: 2 })
    const { asOf, from } = demand
    expect(demand).toEqual({
      ...{ asOf, from, classId: 1, regionId: 3, gpus: 2, isCut: false, bids: 3, elsewhere: 1, unfilled: 1 },
      excluded: [{ reason: 'tier', bids: 1 }],
      paidElsewhere: { bids: 1, lowest: '1500', median: '1500', highest: '1500' },
      curve: [
        { pricePerGpuSecond: '1200', leases: 2, gpuSeconds: '14400', pay: String(14_400n * 1_200n) },
        { pricePerGpuSecond: '1499', leases: 1, gpuSeconds: '7200', pay: String(7_200n * 1_499n) },
      ],
    })
  })

  test('gives a machine with one GPU only what one GPU can serve, and refuses an unknown class, region and size', async () => {
    const { curve } = await api.client.getClassDemand(1, { region: 0, gpus: 1 })
    expect(curve.map(({ pricePerGpuSecond, leases }) => [pricePerGpuSecond, leases])).toEqual([
      ['1200', 1],
      ['1499', 1],
    ])
    expect(await api.send('GET', '/market/99/demand?region=3&gpus=1')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    expect(await api.send('GET', '/market/1/demand?region=99&gpus=1')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    for (const query of ['region=3', 'region=3&gpus=16', 'region=3&gpus=0', 'gpus=1'])
      expect(await api.send('GET', `/market/1/demand?${query}`), query).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
  })
})

describe('GET /provider/earnings and /provider/statement', () => {
  const unit = fc.bigInt({ min: 0n, max: 10n ** 24n })
  const lease = fc.record({
    pay: unit,
    feeBps: fc.bigInt({ min: 0n, max: 300n }),
    refund: unit,
    daysAgo: fc.integer({ min: 0, max: 400 }),
    isMine: fc.boolean(),
  })

  test('come to what the settled leases come to, to the last unit, however they are cut', async () => {
    const provider = await api.signedIn(api.accounts.provider)
    const { now } = api.services.clock.read()
    await fc.assert(
      fc.asyncProperty(fc.array(lease, { minLength: 1, maxLength: 8 }), async (rows) => {
        await api.owner.query('delete from leases', [])
        const leases = rows.map(({ daysAgo, ...row }) => ({ ...row, fee: (row.pay * row.feeBps) / 10_000n, closedAt: now - daysAgo * 86_400 }))
        for (const [at, { pay, fee, refund, closedAt, isMine }] of leases.entries()) {
          const closed = {
            state: 'closed' as const,
            pay,
            providerFee: fee,
            refund,
            paidSeconds: 60n,
            closedAt: BigInt(closedAt),
            closedTx: bytesOf(`close ${at}`),
            closedBlock: 1n,
          }
          await seedLease(api, isMine ? mine : cheaper, { leaseId: BigInt(at + 1), change: closed })
        }
        await seedLease(api, mine, { leaseId: 99n })
        for (const by of ['day', 'week', 'month'] as const) {
          const { from, until, periods, nodes, total } = await provider.getProviderEarnings({ by })
          const counted = leases.filter(({ closedAt }) => closedAt >= from && closedAt < until)
          expect(total).toEqual(sumsOf(counted))
          expect(periods.map((period) => [period.from, period.pay])).toEqual(
            periods.map((period) => [period.from, sumsOf(counted.filter(({ closedAt }) => closedAt >= period.from && closedAt < period.until)).pay]),
          )
          expect(nodes.reduce((sum, node) => sum + BigInt(node.earned), 0n).toString()).toBe(total.earned)
          expect(nodes.find(({ node }) => node === mine.node)?.leases ?? 0).toBe(counted.filter(({ isMine }) => isMine).length)
        }
        const { periods } = await provider.getProviderEarnings({ by: 'month' })
        const month = new Date((periods.at(-1)?.from ?? 0) * 1_000).toISOString().slice(0, 7)
        const first = await provider.getProviderStatement({ month, limit: 2 })
        const rest = first.next === null ? [] : (await provider.getProviderStatement({ month, after: first.next })).leases
        const listed = [...first.leases, ...rest]
        expect(listed.reduce((sum, row) => sum + BigInt(row.earned), 0n).toString()).toBe(periods.at(-1)?.earned)
        expect(listed).toHaveLength(periods.at(-1)?.leases ?? 0)
        expect(listed.map(({ leaseId }) => Number(leaseId))).toEqual(listed.map(({ leaseId }) => Number(leaseId)).sort((a, b) => b - a))
        const monthOf = (closedAt: number) => new Date(closedAt * 1_000).toISOString().slice(0, 7)
        expect(first.total).toEqual(sumsOf(leases.filter(({ closedAt }) => monthOf(closedAt) === month)))
        expect(first.months).toEqual([...new Set(leases.map(({ closedAt }) => monthOf(closedAt)))].sort().reverse())
        const year = month.slice(0, 4)
        const whole = await provider.wholeProviderStatement({ year })
        expect(whole.total).toEqual(sumsOf(leases.filter(({ closedAt }) => monthOf(closedAt).startsWith(year))))
        expect(whole.leases.reduce((sum, row) => sum + BigInt(row.pay) - BigInt(row.fee), 0n).toString()).toBe(whole.total.earned)
        const { text } = readPdf(Buffer.from(await provider.openProviderStatement({ year, language: 'en' })))
        const exact = (units: string) => formatPt(BigInt(units), { digits: 18 })
        for (const amount of ['pay', 'fee', 'earned'] as const) expect(text).toContain(exact(whole.total[amount]))
        for (const lease of whole.leases) expect(text).toContain(exact(lease.earned))
      }),
      { numRuns: 4, seed: 20_280 },
    )
    const stranger = await api.signedIn(api.accounts.stranger)
    expect((await stranger.getProviderEarnings({ by: 'month' })).total).toEqual(sumsOf([]))
    const nothing = await stranger.getProviderStatement({ year: '2026' })
    expect(nothing).toMatchObject({ total: sumsOf([]), months: [], leases: [], provider: api.accounts.stranger.address.toLowerCase() })
    const { text } = readPdf(Buffer.from(await stranger.openProviderStatement({ year: '2026' })))
    expect(text).toContain('No lease closed in this period.')
    expect(text.join('\n')).not.toContain(api.accounts.provider.address.toLowerCase())
  })

  test.each([
    ['/provider/earnings', 401, 'auth.session_missing'],
    ['/provider/statement?month=2026-11', 401, 'auth.session_missing'],
    ['/provider/statement/file?year=2026', 401, 'auth.session_missing'],
  ])('%s is refused with %i %s', async (path, status, code) => {
    expect(await api.send('GET', path)).toMatchObject({ status, body: { code } })
  })

  test.each(['2026-13', '2026-1', '1999-01', "2026-11'--"])('of the month %s there is none', async (month) => {
    const provider = await api.signedIn(api.accounts.provider)
    await expect(provider.getProviderStatement({ month })).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
    await expect(provider.openProviderStatement({ month })).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
  })

  test('asks for a month or a year, and for one of them only', async () => {
    const provider = await api.signedIn(api.accounts.provider)
    for (const query of [{}, { month: '2026-11', year: '2026' }])
      await expect(provider.getProviderStatement(query)).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
  })

  test('writes a long month to several pages, in the language of the reader, with the legal name and exact sums', async () => {
    await api.owner.query('delete from leases', [])
    const provider = await api.signedIn(api.accounts.provider)
    const name = '北京示例有限公司'
    await provider.putSeller({ name, address: 'a', taxNumber: '', taxName: '', taxRateBps: null, noTaxReason: 'none' })
    const closedAt = BigInt(Date.UTC(2026, 6, 5) / 1_000)
    const amounts = { pay: 340_620_906_629_890_583_568_390n, providerFee: 7_936_467_124_476_450_597_143n, paidSeconds: 86_400n }
    const closed = { state: 'closed', ...amounts, closedAt, closedTx: bytesOf('long'), closedBlock: 1n } as const
    for (let leaseId = 1n; leaseId <= 70n; leaseId += 1n) await seedLease(api, mine, { leaseId, change: closed })
    const { text, title, pages } = readPdf(Buffer.from(await provider.openProviderStatement({ month: '2026-07', language: 'zh' })))
    expect([title, pages]).toEqual(['对账单 2026-07', 3])
    expect(text).toContain(name)
    expect(text.filter((line) => line.startsWith('租约 '))).toHaveLength(70)
    expect(text).toContain(formatPt(70n * (amounts.pay - amounts.providerFee), { digits: 18 }))
    await api.owner.query(
      `insert into leases select (json_populate_record(l, json_build_object('lease_id', l.lease_id + n * 100))).* from leases l, generate_series(1, 9) n`,
      [],
    )
    const days = readPdf(Buffer.from(await provider.openProviderStatement({ year: '2026', language: 'en' })))
    expect(days.text).toEqual(expect.arrayContaining(['2026-07', '2026-07-05', '700']))
    expect(days.text).toContain(formatPt(700n * (amounts.pay - amounts.providerFee), { digits: 18 }))
    const whole = await provider.wholeProviderStatement({ year: '2026' })
    expect([whole.leases.length, new Set(whole.leases.map(({ leaseId }) => leaseId)).size, whole.name]).toEqual([700, 700, name])
    await api.owner.query('delete from leases', [])
  })
})

function sumsOf(leases: readonly { pay: bigint; fee: bigint; refund: bigint }[]) {
  const sum = (amount: (lease: (typeof leases)[number]) => bigint) => leases.reduce((total, lease) => total + amount(lease), 0n).toString()
  return {
    ...{ leases: leases.length, gpuSeconds: String(leases.length * 60), compensation: '0' },
    ...{ pay: sum(({ pay }) => pay), fee: sum(({ fee }) => fee), refund: sum(({ refund }) => refund), earned: sum(({ pay, fee }) => pay - fee) },
  }
}

describe('GET /provider/calendar', () => {
  test('tells leased hours of the chain, held ones of the book, and where no ask offers any', async () => {
    const { now } = api.services.clock.read()
    const hour = (Math.floor(now / 86_400) + 2) * 24
    const word = { index: Math.floor(hour / 64), position: hour % 64 }
    await api.owner.query('insert into node_calendar values ($1, $2, $3, 1)', [mine.node, word.index, 2n << BigInt(word.position * 4)])
    await api.owner.query("insert into book_reservations values ('match-1', 'match', $1, 'a', $2, $3, 1, 1, null)", [mine.node, hour + 1, hour + 3])
    await api.owner.query("update book_orders set state = 'cancelled' where order_hash = $1", [idle.askHash])
    const provider = await api.signedIn(api.accounts.provider)
    const { from, days, nodes, next } = await provider.getFleetCalendar({})
    expect([from % 86_400, days, next]).toEqual([0, 28, null])
    const own = nodes.find(({ node }) => node === mine.node)
    expect([own?.leased[2], own?.held[2], own?.outside[2], own?.free[2]]).toEqual([2, 2, 0, 44])
    expect(own?.outside[27]).toBe(48)
    expect(nodes.find(({ node }) => node === idle.node)).toMatchObject({ gpus: 1, name: 'idle', free: Array.from({ length: 28 }, () => 0) })
    expect((await (await api.signedIn(api.accounts.stranger)).getFleetCalendar({})).nodes).toEqual([])
    expect(await api.send('GET', '/provider/calendar')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
  })
})

type Plain = { readonly kind: string } & Readonly<Record<string, unknown>>

/** Appends commands to the journal, as the matcher would. */
async function journal(commands: readonly Plain[]): Promise<void> {
  const head = await readJournalHead(api.owner)
  let previous = head?.hash ?? journalGenesis
  let seq = head?.seq ?? 0n
  for (const command of commands) {
    seq += 1n
    const row = { seq, atMs: BigInt(Date.now()), command: canonicalJson(command as CanonicalValue), events: '[]' }
    previous = journalHash({ previous, ...row })
    await insertJournalRows(api.owner, [{ ...row, hash: previous }])
  }
}

function opening(): Plain[] {
  const { now } = api.services.clock.read()
  const { provider } = mine.ask
  const node = { kind: 'NodeRegistered', provider, classId: 1, regionId: 3, vramGib: 80 }
  return [
    { kind: 'Upgrade', version: 6, feeBps: '25', relayFee: '0' },
    { kind: 'Block', number: 1, hash: bytesOf('block'), timestamp: String(now), final: false },
    { kind: 'ClassAdded', classId: 1, vramGib: 80, referencePricePerGpuSecond: '500' },
    { kind: 'RegionAdded', regionId: 3 },
    { kind: 'ProviderListed', provider },
    { ...node, node: mine.node, gpus: 2 },
    { ...node, node: cheaper.node, gpus: 4 },
    { ...node, node: idle.node, gpus: 1 },
    { kind: 'Deposited', account: api.accounts.renter.address.toLowerCase(), amount: '1000000000' },
  ]
}

function placeAsk({ ask, askHash }: SeededNode): Plain {
  return { kind: 'PlaceAsk', ask, signature: '0x', orderHash: askHash }
}

/** Returns the command for a bid of the renter for two hours. If the bid is not filled at once, it does not wait in the order book (IOC). */
function bid(name: string, change: { gpus: number; price: bigint; minTier?: number; classMask?: string }): Plain {
  const { now } = api.services.clock.read()
  const { gpus, price, minTier = 0, classMask = '2' } = change
  const renter = api.accounts.renter.address.toLowerCase()
  const wish = {
    ...{
      renter,
      classMask,
      regionMask: String(2n ** 256n - 1n),
      minVramGib: 0,
      minTier,
      minReliabilityBps: '0',
      node: zeroHex32,
      gpus,
      minGpusPerNode: 1,
    },
    ...{ allOrNothing: false, cluster: false, durationSeconds: '7200', startFrom: '0', startUntil: String(now + 3_600), timeInForce: 2 },
    ...{ maxPricePerGpuSecond: String(price), maxRelayFee: '0', workloadHash: zeroHex32, maxFeeBps: '25', executor: mine.ask.executor },
    ...{ nonce: String(BigInt(bytesOf(name)) >> 200n), expiry: String(now + 3_600) },
  }
  return { kind: 'PlaceBid', bid: wish, signature: '0x', orderHash: bytesOf(`bid ${name}`) }
}

/**
 * Inserts `count` machines at once, as the engine would insert them one by one: each with a profile, and with an open ask of at least 1,001 base units per
 * GPU-second. Two of them are retired.
 */
async function seedFleet(count: number): Promise<void> {
  const { owner } = api
  const id = `'0xfee' || lpad(to_hex(i), 61, '0')`
  const each = `from generate_series(1, ${count}) i`
  await owner.query(
    `insert into chain_nodes select ${id}, provider, node_key, host_key, box_key, class_id, region_id, gpus, vram_gib, cpu_cores, ram_gib, disk_gib, network_mbps, tier, reliability_bps,
       i <= 2, registered_at, updated_block from (select n.*, i ${each}, chain_nodes n where n.node_id = $1) s`,
    [mine.node],
  )
  await owner.query(
    `insert into node_profiles select (p).* from (select jsonb_populate_record(n, jsonb_build_object('node_id', ${id}, 'name', 'rack-' || i)) p ${each}, node_profiles n where n.node_id = $1) s`,
    [mine.node],
  )
  await owner.query(
    `insert into book_orders select (p).* from (select jsonb_populate_record(o, jsonb_build_object('order_hash', '0xa5c' || lpad(to_hex(i), 61, '0'), 'node_id', ${id}, 'price_per_gpu_second', 1000 + i,
       'nonce', 1000 + i, 'created_seq', 1000 + i, 'order_json', (o.order_json::jsonb || jsonb_build_object('node', ${id}, 'pricePerGpuSecond', (1000 + i)::text, 'nonce', (1000 + i)::text))::text)) p
       ${each}, book_orders o where o.node_id = $1) s`,
    [mine.node],
  )
  api.services.market.markChanged()
}
