import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { createRenter } from './actors/createActor.ts'
import { createSshIdentity } from './actors/sshAsPrinted.ts'
import { booksOf } from './deployment/booksOf.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const hour = 3_600

describe.skipIf(process.env.TEST_LONG !== '1')('the simulated market', () => {
  let deployment: TestDeployment
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { SIMULATE: '1' } })
  })
  afterAll(() => deployment?.remove())

  it('trades, leases and waits within a minute of the first start, on simulated machines only', async () => {
    const client = createClient({ baseUrl: deployment.url })
    const figures = await waitFor({
      what: 'a trade, a leased GPU, a waiting bid and a candle',
      within: 60,
      read: async () => (await client.getMarket({})).classes.map((one) => ({ classId: one.classId, ...one.figures })),
      until: (all) =>
        all.some(({ trades24h }) => trades24h > 0) && all.some(({ leasedGpus }) => leasedGpus > 0) && all.some(({ bestBid }) => bestBid !== null),
    })
    const traded = figures.find(({ trades24h }) => trades24h > 0)
    const { candles } = await client.getMarketClass(traded?.classId ?? 0, { interval: '1m' })
    expect(candles.length).toBeGreaterThan(0)
    const { items } = await client.listPublicLeases({})
    expect(items.length).toBeGreaterThan(0)
    expect(items.filter(({ simulated }) => !simulated)).toEqual([])
    // Every trade, number and account must state whether it is simulated.
    expect(traded?.simulated).toBe(true)
    const detail = await client.getMarketClass(traded?.classId ?? 0, {})
    const [own] = (await client.searchListings({ includeSimulated: 'false' })).items
    const mine = await client.getMarketClass(own?.classId ?? 0, {})
    expect(detail.trades.length).toBeGreaterThan(0)
    expect(detail.trades.filter(({ simulated }) => !simulated)).toEqual([])
    expect(mine.figures).toMatchObject({ simulated: false, leasedGpus: 0 })
    for (const { renter, provider } of items) {
      expect(await client.getPublicAccount(renter)).toMatchObject({ simulated: true })
      expect(await client.getPublicAccount(provider)).toMatchObject({ simulated: true, isProvider: true })
    }
  })

  it('leaves a person’s machine to people, who can rent it', async () => {
    const renter = await createRenter(deployment)
    expect(await renter.client.getPublicAccount(renter.account.address.toLowerCase())).toMatchObject({ simulated: false })
    const listing = await findThisMachine(renter)
    const { orderHash } = await signAndPlaceBid(renter, { listing, hold: null, sshKey: createSshIdentity().publicKey, durationSeconds: hour })
    expect((await waitForLease(renter, { orderHash })).state).toBe('active')
  })

  it('continues after the chain was killed, stops while the clock is moved, and leaves the books in agreement', async () => {
    await deployment.kill('chain')
    const placed = await ordersPlaced()
    await waitFor({ what: 'orders after the chain was killed', within: 60, read: ordersPlaced, until: (count) => count > placed })
    const client = createClient({ baseUrl: deployment.url })
    const { openLeases: ofPeople } = await client.getDevelopmentTime(deployment)
    expect(ofPeople.length).toBeGreaterThan(0)
    for (const { leaseId } of ofPeople)
      expect(await client.getPublicAccount((await client.getPublicLease(leaseId)).renter)).toMatchObject({ simulated: false })
    const move = async () => {
      const { chainNow, openLeases } = await client.getDevelopmentTime(deployment)
      const endingLeases = openLeases.filter(({ endsAt }) => endsAt <= chainNow + hour).length
      return await client.forwardDevelopmentTime({ seconds: hour, endingLeases, localToken: deployment.localToken }).catch(() => null)
    }
    await waitFor({ what: 'the clock to move', within: 60, read: move, until: (moved) => moved !== null })
    // Wait first, because a round of trading may not have ended yet.
    await delay(6_000)
    const before = await ordersPlaced()
    await delay(30_000)
    expect(await ordersPlaced()).toBe(before)
    expect(await booksOf(deployment)).toEqual([])
  })

  it('does not run with SIMULATE=0, and its earlier trades remain', async () => {
    const { dataDir } = deployment
    await deployment.stop()
    deployment = await startTestDeployment({ dataDir, settings: { SIMULATE: '0' } })
    const before = await ordersPlaced()
    expect(before).toBeGreaterThan(0)
    await delay(15_000)
    expect(await ordersPlaced()).toBe(before)
  })

  async function ordersPlaced(): Promise<number> {
    let count = 0
    const client = createClient({ baseUrl: deployment.url })
    for await (const { command } of client.readJournal()) if (/"kind":"(PlaceBid|PlaceAsk)"/.test(command)) count += 1
    return count
  }
})
