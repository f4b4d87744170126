import { insertJournalRows, journalGenesis, journalHash, readJournalHead } from '@infinitio/db'
import { type CanonicalValue, canonicalJson } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { writeCatalogue, writeListings } from '../test/bench/writeListings.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

const machines = 1_100

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  await writeCatalogue(api.owner)
  await writeListings(api.owner, { from: 0, to: machines, now: api.services.clock.read().now })
  await vi.waitFor(async () => expect(await total()).toBe(machines), { timeout: 20_000 })
})
afterAll(() => api.stop())

// More machines than a page: only what a journal row names is read at once.
describe('a large market', () => {
  test('shows what a journal row names of an ask, a node or a provider, and nothing else at once', async () => {
    const [first, second] = (await api.client.searchListings({ limit: '2' })).items
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
    expect((await api.client.searchListings({ limit: '1' })).items[0]?.node).toBe(node)
    await api.owner.query('update node_heartbeats set silent = true where node_id = $1', [node])
    await journal({ kind: 'NodeSilent', node })
    await expect.poll(total).toBe(machines - 2)
    await api.owner.query('update chain_providers set listed = false where provider = $1', [provider])
    await journal({ kind: 'ProviderDelisted', provider })
    await expect.poll(total).toBe(0)
  })

  test('finds what no row names by reading everything over and over', async () => {
    await api.owner.query('update chain_providers set listed = true', [])
    api.services.market.start()
    await expect.poll(total, { timeout: 20_000 }).toBe(machines - 2)
  })
})

async function total(): Promise<number> {
  return (await api.client.searchListings({ limit: '1' })).total
}

/** Appends a command to the journal and says so, as the matcher does. */
async function journal(command: Readonly<Record<string, unknown>>): Promise<void> {
  const head = await readJournalHead(api.owner)
  const row = { seq: (head?.seq ?? 0n) + 1n, atMs: BigInt(Date.now()), command: canonicalJson(command as CanonicalValue), events: '[]' }
  await insertJournalRows(api.owner, [{ ...row, hash: journalHash({ previous: head?.hash ?? journalGenesis, ...row }) }])
  await api.owner.query('notify book', [])
}
