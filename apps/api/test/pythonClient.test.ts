import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { getLeaseRow, openTunnel } from '@infinitio/db'
import { signReady } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { openPythonTools } from '@infinitio/process/test'
import { type Guide, openGuide } from './python/openGuide.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

const tools =
  process.env['TEST_LONG'] === '1'
    ? openPythonTools({ name: 'client', requirementsFile: join(import.meta.dirname, 'python/client-requirements.txt') })
    : { missing: 'npm run test:long' }

describe.skipIf('missing' in tools)(`a client generated for Python (${'missing' in tools ? tools.missing : 'openapi-python-client'})`, () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let guide: Guide
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    // Generate the client before a lease exists that would wait for it, because generating takes long on a busy machine.
    guide = await openGuide({ bin: 'bin' in tools ? tools.bin : '', url: api.url })
  })
  afterAll(async () => {
    guide?.remove()
    await engine?.stop()
    await api?.stop()
  })

  test('signs in, rents the cheapest machine, and ends the lease, as its guide says', { timeout: 300_000 }, async () => {
    const node = await market.list('rented from Python')
    await openTunnel(api.owner, { id: randomUUID(), nodeId: node.node, gatewayId: 'test', connectedAt: new Date() })
    const { token } = await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])
    await api.client.withToken(token).sendHeartbeat({ nodes: [node.node] })
    await engine.until('it is listed', async () => (await api.client.searchListings({})).items.length === 1)
    const ended = guide.run(api.chain.keys.renter.privateKey).then(({ code, words }) => {
      if (code !== 0) throw new Error(words)
      return words
    })
    // Acts as the machine: reports that a lease is ready as soon as there is one.
    const machine = async () => {
      const { lease_id: leaseId } = await engine.until('it has a lease', async () => {
        const leases = await api.owner.query<{ lease_id: bigint }>('select lease_id from leases where node_id = $1', [node.node])
        return leases[0]
      })
      const chain = await api.client.getChain()
      await api.client.placeRelay(await signReady(node.nodeKey, { lease: await signedLease(api, leaseId), signedAtSeconds: chain.chainNow, chain }))
      await market.leaseWhen(BigInt(leaseId), 'it is closed', ({ state }) => state === 'closed')
      return BigInt(leaseId)
    }
    const [words, leaseId] = await Promise.all([ended, machine()])
    const lease = await getLeaseRow(api.owner, { leaseId })
    expect(words).toContain(`lease ${leaseId} runs on`)
    expect(words).toContain(`paid ${lease?.pay} back ${lease?.refund}`)
    expect(lease).toMatchObject({ state: 'closed', renter: api.accounts.renter.address.toLowerCase() })
    expect((await api.owner.query('select from sessions where revoked_at is null', [])).length).toBeGreaterThan(0)
  })
})
