import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, signEnd } from '@infinitio/sdk'
import { processStartTime } from '@infinitio/process/embedded'
import { describe, expect, it } from 'vitest'
import { findThisMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { createRenter } from './actors/createActor.ts'
import { drainKey } from './actors/drainKey.ts'
import { createSshIdentity, hasOpenSsh } from './actors/sshAsPrinted.ts'
import { deploymentKey } from './browser/openBurner.ts'
import { firstScripts } from './deployment/firstScripts.ts'
import { oneSimulatedMachine, type ProcessName, startTestDeployment, temporaryFolder } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

/** The most bytes of compressed scripts that a first visit to the search may load: 180 kB. */
const mostFirstScriptBytes = 180_000
const isLong = process.env.TEST_LONG === '1'
const parts: ProcessName[] = ['web', 'engine', 'gateway', 'agent', 'agent-simulated', 'chain', 'database']

describe('npm start', () => {
  it('lists this machine among marked simulated ones, sends a search with little script, and stops every process on Ctrl-C', async () => {
    const deployment = await startTestDeployment({ isFirstStart: true })
    const client = createClient({ baseUrl: deployment.url })
    const { items } = await client.searchListings({ includeSimulated: 'true', limit: 200 })
    expect(items.filter(({ simulated }) => !simulated)).toHaveLength(1)
    const all = await waitFor({
      what: 'the simulated fleet to be listed',
      within: 60,
      read: () => client.searchListings({ includeSimulated: 'true', limit: 200 }),
      until: ({ total }) => total >= 50,
    })
    expect(all.items.filter(({ simulated }) => simulated).length).toBeGreaterThanOrEqual(49)
    const first = await firstScripts(deployment, '/gpus')
    expect(first.scripts).toBeGreaterThan(3)
    expect(first.bytes).toBeLessThanOrEqual(mostFirstScriptBytes)
    // The first scripts of a page must not contain zod, because the API client in the browser needs only the types of the endpoint descriptions. Every schema
    // of zod 4 contains `_zod`. The setting `__zod_globalConfig`, which each page makes, is allowed.
    expect(first.text).not.toMatch(/(?<!_)_zod\b/)
    // Each script must contain the comment line `allFunctionsCalledOnLoad`. Without it, Chromium compiles the scripts on the main thread.
    expect(first.text.match(/^\/\/# allFunctionsCalledOnLoad$/gm)).toHaveLength(first.scripts)
    // These pages show a visitor a list or a short text, so they need no more script than the search. Forms, charts and viewers load when they are shown.
    for (const path of ['/jobs/new', '/docs/errors', '/docs/api', '/docs/api/browse'])
      expect({ path, isSmall: (await firstScripts(deployment, path)).bytes <= mostFirstScriptBytes }).toEqual({ path, isSmall: true })
    expect(deployment.address).toBe(`${deployment.url}/#token=${deployment.localToken}`)
    expect(await client.getProviderKey(deployment)).toMatchObject({ privateKey: deploymentKey(deployment, 'provider') })
    const pids = parts.map((name) => deployment.pid(name))
    const { exitCode } = await deployment.stop()
    expect(filesWith(deployment.localToken, { under: deployment.dataDir })).toEqual([join(deployment.dataDir, 'local.token')])
    expect(exitCode).toBe(0)
    expect(pids.filter((pid) => processStartTime(pid) !== null)).toEqual([])
    await deployment.remove()
  })

  it.skipIf(!isLong || !hasOpenSsh())('is ready again while this machine is leased to its last GPU', async () => {
    const first = await startTestDeployment({ settings: oneSimulatedMachine })
    const renter = await createRenter(first)
    const listing = await findThisMachine(renter)
    const { publicKey, remove } = createSshIdentity()
    const { orderHash } = await signAndPlaceBid(renter, { listing, hold: null, sshKey: publicKey, durationSeconds: 3_600 })
    const { leaseId } = await waitForLease(renter, { orderHash })
    await first.stop()
    const second = await startTestDeployment({ dataDir: first.dataDir, settings: oneSimulatedMachine })
    const again = createClient({ baseUrl: second.url, token: renter.client.transport.options.token ?? '' })
    expect((await again.getLease(leaseId)).state).toBe('active')
    remove()
    await second.remove()
  })

  it.skipIf(!isLong || !hasOpenSsh())('ends a lease by a key for running leases alone, while the sender of everything else has no gas', async () => {
    const deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    const { client, account } = await createRenter(deployment)
    const listing = await findThisMachine({ client, account })
    const { publicKey, remove } = createSshIdentity()
    const { orderHash } = await signAndPlaceBid({ client, account }, { listing, hold: null, sshKey: publicKey, durationSeconds: 3_600 })
    const { leaseId } = await waitForLease({ client, account }, { orderHash })
    await drainKey(deployment, 'sender')
    const [lease, chain] = await Promise.all([client.getLease(leaseId), client.getChain()])
    const { relayId } = await client.placeRelay(await signEnd(account, { lease, accept: true, chain }))
    expect(await client.waitForRelay({ relayId, timeoutSeconds: 60 })).toMatchObject({ state: 'mined' })
    remove()
    await deployment.remove()
  })

  it('retains its data, and a killed start leaves nothing that blocks the next', async () => {
    const dataDir = temporaryFolder()
    const first = await startTestDeployment({ dataDir, settings: oneSimulatedMachine })
    const renter = await createRenter(first)
    const { balance } = await renter.client.getWallet({})
    const left = [first.pid('chain'), first.pid('database')]
    await first.crash()
    const second = await startTestDeployment({ dataDir, settings: oneSimulatedMachine })
    expect(left.filter((pid) => processStartTime(pid) !== null)).toEqual([])
    const again = createClient({ baseUrl: second.url, token: renter.client.transport.options.token ?? '' })
    expect((await again.getWallet({})).balance).toBe(balance)
    await second.remove()
    rmSync(dataDir, { recursive: true, force: true })
  })
})

/** Returns the files below a folder that contain a text. The folder has the logs, pages, database and chain of the market. */
function filesWith(text: string, { under }: { under: string }): string[] {
  return readdirSync(under, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text))
}
