import { insertJournalRows, journalGenesis, journalHash, readJournalHead } from '@infinitio/db'
import { type CanonicalValue, canonicalJson, zeroHex32 } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedLease } from '../test/seedLease.ts'
import { bytesOf, type SeededNode, seedMarket } from '../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

let api: TestApi
let mine: SeededNode
let cheaper: SeededNode
let idle: SeededNode

beforeAll(async () => {
  api = await startTestApi()
  const nodes = await seedMarket(api, [
    { name: 'mine', classId: 1, gpus: 2, price: 2_000n },
    { name: 'cheaper', classId: 1, gpus: 4, price: 1_500n },
    { name: 'idle', classId: 1, gpus: 1, price: 9n },
  ])
  ;[mine, cheaper, idle] = nodes as [SeededNode, SeededNode, SeededNode]
  await journal([...opening(), placeAsk(cheaper), placeAsk(mine)])
})
afterAll(() => api.stop())

describe('GET /provider/nodes/{node}/demand', () => {
  test('says why bids went elsewhere, at which price, and what a lower price would have brought', async () => {
    await journal([
      bid('went elsewhere', { gpus: 1, price: 3_000n }),
      bid('too cheap', { gpus: 2, price: 1_200n }),
      bid('of another tier', { gpus: 1, price: 3_000n, minTier: 2 }),
      bid('of another class', { gpus: 1, price: 3_000n, classMask: '1' }),
    ])
    const provider = await api.signedIn(api.accounts.provider)
    const read = () => provider.getAskDemand({ node: mine.node, days: 7 })
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
    })
  })

  test('counts with the leases that the calendar had', async () => {
    await Promise.all([1n, 2n].map((leaseId) => seedLease(api, mine, { leaseId })))
    const provider = await api.signedIn(api.accounts.provider)
    const { excluded } = await provider.getAskDemand({ node: mine.node, days: 6 })
    expect(excluded).toContainEqual({ reason: 'calendar', bids: 2 })
    await api.owner.query('delete from leases', [])
  })

  test('is for the owner of a node that has an ask', async () => {
    const path = `/provider/nodes/${mine.node}/demand`
    expect(await api.send('GET', path)).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    const asked = async (account: TestApi['accounts']['renter'], node: string, days: number) =>
      (await api.signedIn(account)).getAskDemand({ node, days })
    await expect(asked(api.accounts.stranger, mine.node, 7)).rejects.toMatchObject({ code: 'node.unknown', status: 404 })
    await expect(asked(api.accounts.provider, zeroHex32, 7)).rejects.toMatchObject({ code: 'node.unknown' })
    await expect(asked(api.accounts.provider, idle.node, 7)).rejects.toMatchObject({ code: 'order.ask_gone' })
    await expect(asked(api.accounts.provider, mine.node, 8)).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
    await expect(asked(api.accounts.provider, 'mine', 7)).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
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
    { kind: 'Upgrade', version: 5, feeBps: '25', relayFee: '0' },
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

/** An IOC bid of two hours by the renter. */
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
