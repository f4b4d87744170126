import { noteSearchFound } from '@infinitio/db'
import type { ListingQueryWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { alertSearches } from '../jobs/alertSearches.ts'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

let api: TestApi
let nodes: SeededNode[]
let renter: SignedIn
let stranger: SignedIn

beforeAll(async () => {
  api = await startTestApi({
    change: (services) => ({ ...services, limits: { ...services.limits, account: { capacity: 10_000, refillPerSecond: 10_000 } } }),
  })
  nodes = await seedMarket(api, [
    { name: 'one', price: 1_000n },
    { name: 'two', price: 2_000n },
    { name: 'three', price: 3_000n, simulated: true },
  ])
  ;[renter, stranger] = await Promise.all([api.signedIn(api.accounts.renter), api.signedIn(api.accounts.stranger)])
})
afterAll(() => api.stop())

const take = async (node: SeededNode | undefined, hours: number) => {
  const hour = Math.floor(api.services.clock.read().now / 3_600)
  await api.owner.query('delete from book_reservations', [])
  if (node !== undefined)
    await api.owner.query("insert into book_reservations values ('match:1', 'match', $1, $2, $3, $4, 8, 1, null)", [
      node.node,
      api.accounts.stranger.address.toLowerCase(),
      hour,
      hour + hours,
    ])
  api.services.market.markChanged()
  return hour
}

describe('later starts', () => {
  test('are said when the cheapest machine is taken now, and are found by a search for them', async () => {
    const hour = await take(nodes[0], 3)
    const { items } = await api.client.getStarts({ hours: 2 })
    expect(items).toMatchObject([
      { startHour: hour + 3, cheaperBps: 5_000, listing: { name: 'one', freeGpus: 1, quote: { durationSeconds: 7_200 } } },
    ])
    expect((await api.client.searchListings({ hours: 2 })).items.map(({ name }) => name)).toEqual(['two', 'three'])
    const later = await api.client.searchListings({ hours: 2, startHour: hour + 3 })
    expect({ startAt: later.startAt, first: later.items[0]?.name }).toEqual({ startAt: (hour + 3) * 3_600, first: 'one' })
    expect((await api.client.searchListings({ hours: 2, startHour: hour })).startAt).toBeNull()
    // Minutes replace hours.
    expect((await api.client.searchListings({ hours: 2, minutes: 90 })).items[0]?.quote.durationSeconds).toBe(5_400)
    expect((await api.client.getListing({ node: nodes[1]?.node ?? '', query: { minutes: 90 } })).listing?.quote.durationSeconds).toBe(5_400)
    const node = nodes[0]?.node ?? ''
    const machine = async (startHour: number) => {
      const { listing, unavailable } = await api.client.getListing({ node, query: { hours: 2, startHour } })
      return { total: listing?.quote.total, unavailable }
    }
    expect(await machine(hour + 3)).toEqual({ total: later.items[0]?.quote.total, unavailable: null })
    expect(await machine(hour + 2)).toEqual({ total: undefined, unavailable: 'full' })
    expect(await machine(hour)).toEqual({ total: undefined, unavailable: 'full' })
  })

  test('form an empty list if nothing is cheaper', async () => {
    await take(nodes[2], 3)
    expect((await api.client.getStarts({ hours: 2 })).items).toEqual([])
  })

  test('refuse unknown fields and invalid values', async () => {
    expect(await api.send('GET', '/listings/starts?sort=price')).toMatchObject({ status: 400, body: { code: 'api.unknown_field' } })
    expect(await api.send('GET', '/listings/starts?startHour=soon')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
  })
})

describe('time until ready', () => {
  test('is the median of leases, from their settle or later start, and sorts, filters and counts; unmeasured nodes are last and in no count', async () => {
    await take(undefined, 0)
    const now = BigInt(api.services.clock.read().now)
    const times = [
      [nodes[0], 40n, 0n],
      [nodes[1], 8n, 0n],
      [nodes[1], 12n, 86_400n],
      [nodes[1], 500n, 0n],
    ] as const
    for (const [at, [node, seconds, booked]] of times.entries()) {
      const startAt = now - 1_000n
      const leaseId = BigInt(700 + at)
      const closed = {
        ...readyChange(startAt),
        readyAt: startAt + seconds,
        state: 'closed' as const,
        endAt: startAt + 600n,
        closedAt: startAt + 600n,
      }
      await seedLease(api, node as SeededNode, { leaseId, startAt, change: { ...closed, closedTx: bytesOf(`close ${at}`), closedBlock: 1n } })
      await api.owner.query('update leases set settled_at = settled_at - $2 where lease_id = $1', [leaseId, booked])
    }
    api.services.market.markChanged()
    const found = async (query: ListingQueryWire) =>
      (await api.client.searchListings(query)).items.map(({ name, medianReadySeconds }) => `${name} ${medianReadySeconds}`)
    await vi.waitFor(async () => expect(await found({ sort: 'ready' })).toEqual(['two 12', 'one 40', 'three null']), 60_000)
    expect(await found({ maxReadySeconds: 40 })).toEqual(['one 40', 'two 12'])
    expect(await found({ maxReadySeconds: 39, sort: 'ready' })).toEqual(['two 12'])
    const { facets, total } = await api.client.searchListings({ maxReadySeconds: 39 })
    expect(total).toBe(1)
    expect(facets.readySeconds).toEqual([30, 60, 120, 300].map((atMost) => ({ atMost, count: atMost === 30 ? 1 : 2 })))
    expect(facets.simulated).toEqual({ simulated: 0, real: 1 })
    const first = await api.client.searchListings({ sort: 'ready', limit: 1 })
    const second = await api.client.searchListings({ sort: 'ready', limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['two', 'one', 'three'])
    expect(await api.send('GET', '/listings?maxReadySeconds=soon')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    const { searchId } = await renter.saveSearch({ maxReadySeconds: 39 })
    expect((await renter.listSavedSearches()).items.map(({ query, free }) => ({ query, free }))).toEqual([
      { query: { maxReadySeconds: '39' }, free: 1 },
    ])
    await renter.deleteSavedSearch(searchId)
  })
})

describe('a search by names of classes and regions', () => {
  test('finds the machines of its ids, and answers an unknown name with the names that exist', async () => {
    await take(undefined, 0)
    const { classes, regions } = await api.client.getClasses()
    const [{ classId, name: className }] = classes as [(typeof classes)[number]]
    const [{ regionId, name: regionName }] = regions as [(typeof regions)[number]]
    const words = (name: string) => name.toLowerCase().replaceAll(' ', '-')
    const found = async (query: ListingQueryWire) => (await api.client.searchListings(query)).items.map(({ name }) => name)
    expect(await found({ class: words(className) })).toEqual(await found({ class: String(classId) }))
    expect(await found({ region: words(regionName) })).toEqual(await found({ region: String(regionId) }))
    expect(await found({ notClass: words(className) })).toEqual(await found({ notClass: String(classId) }))
    expect((await api.client.getListingMap({ class: words(className) })).total).toBe((await found({ class: String(classId) })).length)
    const near = `${/[a-z]+/i.exec(className)?.[0]?.toLowerCase()}x`
    for (const path of ['/listings', '/listings/starts', '/listings/map'])
      expect(await api.send('GET', `${path}?class=${near}`)).toMatchObject({
        status: 400,
        body: {
          code: 'api.invalid_field',
          errors: [
            { in: 'query', pointer: '/class', detail: expect.stringMatching(/^must be parts of one or more of these names: .*\. Did you mean/) },
          ],
        },
      })
  })
})

describe('isolation', () => {
  test('filters, counts without its own filter, and is kept with a search', async () => {
    await take(undefined, 0)
    await api.owner.query('update node_profiles set isolation = $2 where node_id = $1', [nodes[0]?.node, 'container'])
    await api.owner.query('update node_profiles set isolation = $2 where node_id = $1', [nodes[1]?.node, 'gvisor'])
    api.services.market.markChanged()
    const found = async (isolation: string) =>
      (await api.client.searchListings({ isolation })).items.map(({ name, isolation: own }) => `${name} ${own}`)
    await vi.waitFor(async () => expect(await found('gvisor')).toEqual(['two gvisor']), 60_000)
    expect((await found('gvisor,container')).toSorted()).toEqual(['one container', 'two gvisor'])
    expect(await found('kata')).toEqual([])
    const { facets } = await api.client.searchListings({ isolation: 'gvisor' })
    expect(facets.isolation).toEqual([
      { level: 'process', count: 1 },
      { level: 'container', count: 1 },
      { level: 'gvisor', count: 1 },
    ])
    expect(facets.simulated).toEqual({ simulated: 0, real: 1 })
    for (const isolation of ['jail', 'gvisor,', ''])
      expect(await api.send('GET', `/listings?isolation=${isolation}`)).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect(await api.client.getListing({ node: nodes[1]?.node ?? '', query: {} })).toMatchObject({ isolation: 'gvisor' })
    const { searchId } = await renter.saveSearch({ isolation: 'gvisor,container' })
    expect((await renter.listSavedSearches()).items.map(({ query, free }) => ({ query, free }))).toEqual([
      { query: { isolation: 'container,gvisor' }, free: 2 },
    ])
    await renter.deleteSavedSearch(searchId)
  })
})

describe('a search for machines that run images', () => {
  test('never shows a machine whose leases start with a shell, also beside filters that only it fits', async () => {
    await take(undefined, 0)
    await api.owner.query('update node_profiles set runtime = $2 where node_id = $1', [nodes[1]?.node, 'container'])
    api.services.market.markChanged()
    const found = async (query: ListingQueryWire) => (await api.client.searchListings(query)).items.map(({ name }) => name)
    await vi.waitFor(async () => expect(await found({ images: 'true' })).toEqual(['two']), 60_000)
    expect(await found({ images: 'true', hours: 24, maxPricePerGpuHour: '3600000' })).toEqual([])
    expect(await found({ images: 'true', q: 'one' })).toEqual([])
    expect(await found({})).toEqual(['one', 'two', 'three'])
    const { searchId } = await renter.saveSearch({ images: 'true' })
    expect((await renter.listSavedSearches()).items.map(({ query, free }) => ({ query, free }))).toEqual([{ query: { images: 'true' }, free: 1 }])
    await renter.deleteSavedSearch(searchId)
  })

  test.each(['false', '', '1', 'TRUE', 'only', 'true,true'])('refuses the value "%s"', async (value) => {
    const refused = { status: 400, body: { code: 'api.invalid_field' } }
    expect(await api.send('GET', `/listings?images=${value}`)).toMatchObject(refused)
    expect(await api.send('GET', `/listings/map?images=${value}`)).toMatchObject(refused)
    await expect(renter.saveSearch({ images: value as 'true' })).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
  })
})

describe('the provider of a machine', () => {
  test('comes with every listing: its chosen name, its bond and the day of its first machine', async () => {
    const { items } = await api.client.searchListings({ limit: 1 })
    const [first] = items
    if (first === undefined) throw new Error('a machine is listed')
    expect(first).toMatchObject({ providerName: null, providerBonded: '0' })
    const bond = `insert into chain_accounts (account, balance, fees, floor, bonded, updated_block) values ($1, 0, 0, 0, 1250, 1)
       on conflict (account) do update set bonded = 1250`
    await api.owner.query(bond, [first.provider])
    const statement = `insert into delegate_statements (account, name, text, signature, signed_at) values ($1, 'Fjord Compute', '', '0x', 1)`
    await api.owner.query(statement, [first.provider])
    // A change of a name has no journal row. The market notices it within seconds, when it reads all nodes again.
    const listed = async () => (await api.client.searchListings({ limit: 1 })).items
    await expect.poll(listed, { timeout: 30_000 }).toMatchObject([{ providerName: 'Fjord Compute', providerBonded: '1250' }])
    expect(await api.client.getListing({ node: first.node, query: {} })).toMatchObject({
      providerName: 'Fjord Compute',
      providerSince: expect.any(Number),
    })
    await api.owner.query('delete from delegate_statements where account = $1', [first.provider])
    await expect.poll(listed, { timeout: 30_000 }).toMatchObject([{ providerName: null }])
  })
})

describe('the machine that a search asks for', () => {
  test('is found by its RAM, disk, network and stated country, and a search saves them', async () => {
    await take(undefined, 0)
    await api.owner.query('update chain_nodes set ram_gib = 512, disk_gib = 4000, network_mbps = 25000 where node_id = $1', [nodes[1]?.node])
    await api.owner.query('update node_profiles set country = $2, city = $3 where node_id = $1', [nodes[0]?.node, 'Norway', 'Oslo'])
    await api.owner.query('update node_profiles set country = $2 where node_id = $1', [nodes[1]?.node, 'Oslo\nNO'])
    api.services.market.markChanged()
    const found = async (query: Parameters<typeof api.client.searchListings>[0]) =>
      (await api.client.searchListings(query)).items.map(({ name }) => name).toSorted()
    await vi.waitFor(async () => expect(await found({ minRamGib: 512 })).toEqual(['two']), 60_000)
    expect(await found({ minDiskGib: 4001 })).toEqual([])
    expect(await found({ minNetworkMbps: 25000 })).toEqual(['two'])
    await vi.waitFor(async () => expect(await found({ country: 'no,de' })).toEqual(['one']), 60_000)
    expect(await found({ notCountry: 'DE' })).toEqual(['one', 'three'])
    expect(await found({ notCountry: 'NO' })).toEqual(['three'])
    expect([await found({ city: 'OSLO,Frankfurt' }), await found({ city: 'os' }), await found({ notCity: 'oslo' })]).toEqual([
      ['one'],
      [],
      ['three', 'two'],
    ])
    for (const query of ['country=Norway', 'city=', 'city=,', `notCity=${'a'.repeat(61)}`, 'country=', 'minRamGib=0', 'maxTotal=1.5', 'notClass=256'])
      expect(await api.send('GET', `/listings?${query}`)).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    const { searchId } = await renter.saveSearch({ country: 'no,de,NO', minRamGib: 8 })
    expect((await renter.listSavedSearches()).items.map(({ query }) => query)).toEqual([{ country: 'DE,NO', minRamGib: '8' }])
    await renter.deleteSavedSearch(searchId)
  })

  test('is left out by its class or region, and above a total price', async () => {
    const all = (await api.client.searchListings({ hours: 2 })).items
    const [first] = all
    expect(first).toBeDefined()
    const found = async (query: Parameters<typeof api.client.searchListings>[0]) => (await api.client.searchListings({ hours: 2, ...query })).items
    expect(await found({ notClass: [...new Set(all.map(({ classId }) => classId))].join(',') })).toEqual([])
    expect(await found({ notRegion: [...new Set(all.map(({ regionId }) => regionId))].join(',') })).toEqual([])
    const price = BigInt(first?.quote.price ?? 0)
    expect((await found({ maxTotal: String(price) })).map(({ node }) => node)).toContain(first?.node)
    expect((await found({ maxTotal: String(price - 1n) })).map(({ node }) => node)).not.toContain(first?.node)
  })
})

describe('saved searches', () => {
  test('say how many nodes are free now and how many of them were not when one looked', async () => {
    await take(nodes[1], 3)
    const { searchId } = await renter.saveSearch({ hours: 2, includeSimulated: 'false' })
    const shown = async () => (await renter.listSavedSearches()).items.map(({ free, fresh }) => ({ free, fresh }))
    expect(await shown()).toEqual([{ free: 1, fresh: 0 }])
    await take(nodes[0], 3)
    expect(await shown()).toEqual([{ free: 1, fresh: 1 }])
    await take(undefined, 0)
    expect(await shown()).toEqual([{ free: 2, fresh: 1 }])
    await renter.seeSearch(searchId)
    expect(await shown()).toEqual([{ free: 2, fresh: 0 }])
  })

  test('are the same one when saved again, however it is written', async () => {
    const [kept] = (await renter.listSavedSearches()).items
    expect(await renter.saveSearch({ includeSimulated: 'false', hours: 2 })).toEqual({ searchId: kept?.searchId })
    const { searchId } = await renter.saveSearch({ class: '1,0,1' })
    expect(await renter.saveSearch({ class: '0,1' })).toEqual({ searchId })
    expect((await renter.listSavedSearches()).items.map(({ query }) => query)).toEqual([{ class: '0,1' }, { hours: '2', includeSimulated: 'false' }])
  })

  test('are only for their account', async () => {
    const [kept] = (await renter.listSavedSearches()).items
    expect((await stranger.listSavedSearches()).items).toEqual([])
    await stranger.deleteSavedSearch(kept?.searchId ?? '')
    await stranger.seeSearch(kept?.searchId ?? '')
    expect((await renter.listSavedSearches()).items).toHaveLength(2)
    expect(await api.send('GET', '/account/searches')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
  })

  test('are ten at most, also when they come together, until one is deleted', async () => {
    const saved = await Promise.allSettled(Array.from({ length: 12 }, (_, hour) => renter.saveSearch({ hours: hour + 10 })))
    const refused = saved.flatMap((result) => (result.status === 'rejected' ? [result.reason as { code: string; status: number }] : []))
    expect(refused.map(({ code, status }) => [code, status])).toEqual(Array(4).fill(['account.searches_limit', 409]))
    const { items } = await renter.listSavedSearches()
    expect(items).toHaveLength(10)
    await renter.deleteSavedSearch(items[0]?.searchId ?? '')
    await renter.saveSearch({ hours: 99 })
    await expect(renter.saveSearch({ hours: 98 })).rejects.toMatchObject({ code: 'account.searches_limit' })
  })

  test('notify their account of new nodes if alerts are on, once, and then not again for an hour', async () => {
    await renter.deleteSavedSearch((await renter.listSavedSearches()).items[0]?.searchId ?? '')
    await take(nodes[1], 3)
    const { searchId } = await renter.saveSearch({ hours: 3, includeSimulated: 'false' })
    const told = async () => (await renter.listNotifications()).items.map(({ facts }) => facts)
    const later = (seconds: number) =>
      api.owner.query(
        'update saved_searches set checked_at = checked_at - make_interval(secs => $1), told_at = told_at - make_interval(secs => $1)',
        [seconds],
      )
    const look = async () => {
      await Promise.all([alertSearches(api.services), alertSearches(api.services)])
      return told()
    }
    await take(undefined, 0)
    await later(60)
    expect(await look()).toEqual([])
    await take(nodes[1], 3)
    await renter.seeSearch(searchId)
    await renter.setSearchAlerts(searchId, true)
    expect(await look()).toEqual([])
    await take(undefined, 0)
    expect(await look()).toEqual([])
    await later(60)
    const first = { searchId, query: { hours: '3', includeSimulated: 'false' }, found: 1 }
    expect(await look()).toEqual([first])
    // This run of the alert job began before another run and ends after it. So its result is out of date, and it must notify nobody.
    const late = { searchId, nodes: [], found: 1, toldAt: null }
    expect(await api.services.db.transaction((tx) => noteSearchFound(tx, late))).toBe(0)
    // In the hour after an alert, neither a node that comes back nor a new node causes another alert. After that hour, only the new node causes one.
    await take(nodes[0], 3)
    await renter.seeSearch(searchId)
    await take(undefined, 0)
    await later(3_500)
    expect(await look()).toEqual([first])
    await later(100)
    expect(await look()).toEqual([first, first])
    await later(3_600)
    expect(await look()).toEqual([first, first])
    await renter.setSearchAlerts(searchId, false)
    await stranger.setSearchAlerts(searchId, true)
    expect((await renter.listSavedSearches()).items[0]?.alerts).toBe(false)
    await renter.deleteSavedSearch(searchId)
    await renter.saveSearch({ hours: 97 })
  })

  test('refuse invalid search fields', async () => {
    await expect(renter.saveSearch({ hours: 0 })).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
    await expect(renter.saveSearch({ sort: 'price' } as object)).rejects.toMatchObject({ status: 400, code: 'api.unknown_field' })
    await expect(renter.seeSearch('nothing')).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
  })

  test('are in what is exported and go with the account', async () => {
    expect((await renter.exportAccount()).savedSearches).toHaveLength(10)
    expect((await renter.deleteAccount()).deleted).toMatchObject({ savedSearches: 10 })
    expect(await api.owner.query('select 1 from saved_searches', [])).toEqual([])
  })
})
