import { insertJournalRows, journalGenesis, journalHash, readJournalHead } from '@infinitio/db'
import { type Address, type CanonicalValue, canonicalJson, type NodeId, unixSeconds } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { placeAsk, placeBid, renter } from '../../../../packages/matching/test/marketScene.ts'
import { writeCatalogue, writeListings } from '../../test/bench/writeListings.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const machines = 1_100

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  await writeCatalogue(api.owner)
  await writeListings(api.owner, { from: 0, to: machines, now: api.services.clock.read().now })
  // Delete all bookings. A machine that is booked in the current hour is not listed, so the test would depend on the time of day.
  await api.owner.query('delete from node_calendar', [])
  await vi.waitFor(async () => expect(await total()).toBe(machines), { timeout: 60_000 })
})
afterAll(() => api.stop())

// The market has more machines than fit on one page of a database read. So after a new journal row, only the machines that the row names are read again at
// once; all others are read again later, page by page.
describe('a large market', () => {
  test('shows what a journal row names of an ask, a node or a provider, and nothing else at once', async () => {
    const [first, second] = (await api.client.searchListings({ limit: 2 })).items
    if (first === undefined || second === undefined) throw new Error('there are listings')
    const { provider, node } = second
    await journal({ kind: 'Upgrade', version: 4, feeBps: '25', relayFee: '0' })
    await journal({ kind: 'Block', number: 1, hash: provider, timestamp: String(api.services.clock.read().now), final: false })
    await journal({ kind: 'ClassAdded', classId: 1, vramGib: 80, referencePricePerGpuSecond: '500' })
    await journal({ kind: 'RegionAdded', regionId: 1 })
    await journal({ kind: 'ProviderListed', provider })
    await journal({ kind: 'NodeRegistered', node, provider, classId: 1, regionId: 1, gpus: 4, vramGib: 80 })
    await expect.poll(async () => (await api.client.getMarket({})).asOf.seq).toBe('6')
    await api.owner.query("update book_orders set state = 'cancelled' where node_id = any($1)", [[first.node, node]])
    await journal({ kind: 'CancelOrder', orderHash: first.askHash, by: provider })
    await expect.poll(total).toBe(machines - 1)
    expect((await api.client.searchListings({ limit: 1 })).items[0]?.node).toBe(node)
    await api.owner.query('update node_heartbeats set silent = true where node_id = $1', [node])
    await journal({ kind: 'NodeSilent', node })
    await expect.poll(total).toBe(machines - 2)
    await api.owner.query('update chain_providers set listed = false where provider = $1', [provider])
    await journal({ kind: 'ProviderDelisted', provider })
    await expect.poll(total).toBe(0)
  })

  test('shows at once what a match takes of its node', async () => {
    await api.owner.query('update chain_providers set listed = true', [])
    const [machine] = await api.owner.query<{ node: NodeId; provider: Address }>(
      'select node_id as node, provider from chain_nodes order by node_id desc limit 1',
      [],
    )
    if (machine === undefined) throw new Error('there are machines')
    const { node, provider } = machine
    const soon = unixSeconds(BigInt(api.services.clock.read().now + 7_200))
    await journal({ kind: 'ProviderListed', provider })
    await expect.poll(total).toBe(machines - 2)
    await journal({ kind: 'NodeRegistered', node, provider, classId: 1, regionId: 1, gpus: 8, vramGib: 80 })
    await journal({ kind: 'Deposited', account: renter, amount: 10n ** 30n })
    await journal(placeAsk('ask', { node, provider }))
    await expect.poll(async () => (await api.client.getMarket({})).asOf.seq).toBe('13')
    expect(await total()).toBe(machines - 2)
    await api.owner.query("insert into book_reservations values ('match:1', 'match', $1, $2, 0, 10000000, 8, 1, null)", [node, renter])
    await journal(placeBid('bid', { node, startUntil: soon, expiry: soon }))
    await expect.poll(total).toBe(machines - 3)
  })

  test('finds what no row names by reading everything over and over', async () => {
    await api.owner.query('delete from book_reservations', [])
    api.services.market.start()
    await expect.poll(total, { timeout: 60_000 }).toBe(machines - 2)
  })

  test('hides listings that allow only a lower fee than the market now has, and shows them again when the fee has fallen', async () => {
    await journal({ kind: 'Upgrade', version: 4, feeBps: '101', relayFee: '0' })
    await expect.poll(total).toBe(0)
    await journal({ kind: 'Upgrade', version: 4, feeBps: '100', relayFee: '0' })
    await expect.poll(total, { timeout: 60_000 }).toBe(machines - 2)
  })
})

async function total(): Promise<number> {
  return (await api.client.searchListings({ limit: 1 })).total
}

/** Appends a command to the journal and sends the notification, as the matcher does. */
async function journal(command: object): Promise<void> {
  const head = await readJournalHead(api.owner)
  const row = { seq: (head?.seq ?? 0n) + 1n, atMs: BigInt(Date.now()), command: canonicalJson(command as CanonicalValue), events: '[]' }
  await insertJournalRows(api.owner, [{ ...row, hash: journalHash({ previous: head?.hash ?? journalGenesis, ...row }) }])
  await api.owner.query('notify book', [])
}
