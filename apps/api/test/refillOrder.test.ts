import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zeroHex32 } from '@infinitio/domain'
import { programFile } from '@infinitio/process/test'
import { buildOpenBid, type Client, signBid, signEnd, signEndByProvider, signReady } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedLease } from './signedLease.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const hour = 3_600
const ownPrice = 2_000_000_000_000n

describe('lost leases of a bid', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let renter: Client
  const machines = new Map<string, SeededNode>()
  const home = mkdtempSync(join(tmpdir(), 'infinitio-refill-'))
  let nonce = 5_000_000n
  let running: ChildProcess | null = null

  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    const { renter: key, provider } = api.chain.keys
    await market.fund(key)
    renter = await api.signedIn(api.accounts.renter)
    for (const name of ['one', 'two']) {
      const machine = await market.list(name)
      machines.set(machine.node, machine)
    }
    writeFileSync(join(home, 'renter.key'), key.privateKey, { mode: 0o600 })
    writeFileSync(join(home, 'provider.key'), provider.privateKey, { mode: 0o600 })
  })
  afterAll(async () => {
    await kill()
    rmSync(home, { recursive: true, force: true })
    await engine?.stop()
    await api?.stop()
  })

  it('are replaced once, for their unused time and at no higher price, also if the command is killed before it sends its bid', async () => {
    const { hash, leaseId } = await lease()
    await endByProvider(leaseId)
    refill(hash)
    await expect.poll(() => filesOf(hash), { timeout: 30_000, interval: 1 }).toHaveLength(1)
    await kill()
    refill(hash)
    const second = await nextLease([leaseId])
    const [lost, replaced] = [await renter.getLease(leaseId), await renter.getLease(second)]
    expect(replaced.terms).toMatchObject({ gpus: 1, durationSeconds: hour - lost.now.billableSeconds })
    const bid = (await api.client.getOrder(replaced.bidHash)).order
    expect(bid).toMatchObject({ maxPricePerGpuSecond: `${ownPrice}`, durationSeconds: hour - lost.now.billableSeconds, minGpusPerNode: 1 })
    // The replacement is replaced too.
    await ready(second)
    await endByProvider(second)
    const third = await nextLease([leaseId, second])
    const stop = new Promise<number | null>((done) => running?.once('exit', done))
    await endByRenter(third)
    expect(await stop).toBe(0)
    expect(await ownLeases()).toHaveLength(3)
    expect(filesOf(hash)).toHaveLength(2)
  })

  it('are not replaced if their renter ended them, and the command then ends', async () => {
    const { hash, leaseId } = await lease()
    await endByRenter(leaseId)
    const before = await ownLeases()
    refill(hash)
    const [code] = await once(running as ChildProcess, 'exit')
    expect([code, filesOf(hash), await ownLeases()]).toEqual([0, [], before])
  })

  it('are not replaced for an ask, nor for another account', async () => {
    const [machine] = [...machines.values()]
    refill(machine?.askHash ?? '', 'provider')
    expect((await once(running as ChildProcess, 'exit'))[0]).toBeGreaterThan(0)
    const { hash, leaseId } = await lease()
    refill(hash, 'provider')
    expect((await once(running as ChildProcess, 'exit'))[0]).toBeGreaterThan(0)
    await endByRenter(leaseId)
  })

  async function lease(): Promise<{ readonly hash: string; readonly leaseId: string }> {
    const chain = await api.client.getChain()
    nonce += 1_000n
    const terms = { classIds: [0], regionIds: [0], gpus: 1, durationSeconds: hour, maxPricePerGpuSecond: `${ownPrice}`, workloadHash: zeroHex32 }
    const bid = buildOpenBid({ renter: api.accounts.renter.address, ...terms, nonce, chain, timeInForce: 'gtc' })
    const { orderHash } = await api.client.placeOrder(await signBid(api.accounts.renter, { bid, chain }))
    const leaseId = await engine.until('the bid is a lease', async () => (await api.client.getOrder(orderHash)).leaseId)
    await ready(leaseId)
    return { hash: orderHash, leaseId }
  }

  async function ready(leaseId: string): Promise<void> {
    const chain = await api.client.getChain()
    const signed = await signedLease(api, leaseId)
    const nodeKey = machines.get(signed.terms.node)?.nodeKey
    if (nodeKey === undefined) throw new Error(`no machine of lease ${leaseId}`)
    await api.client.placeRelay(await signReady(nodeKey, { lease: signed, signedAtSeconds: chain.chainNow, chain }))
    await market.leaseWhen(BigInt(leaseId), 'the lease is active', ({ state }) => state === 'active')
  }

  async function endByProvider(leaseId: string): Promise<void> {
    const [signed, chain] = [await signedLease(api, leaseId), await api.client.getChain()]
    await api.client.placeRelay(await signEndByProvider(api.accounts.provider, { lease: signed, chain }))
    await over(leaseId)
  }

  async function endByRenter(leaseId: string): Promise<void> {
    const { state } = await renter.getLease(leaseId)
    if (state === 'booked') await ready(leaseId)
    const [signed, chain] = [await signedLease(api, leaseId), await api.client.getChain()]
    await api.client.placeRelay(await signEnd(api.accounts.renter, { lease: signed, accept: true, chain }))
    await over(leaseId)
  }

  async function over(leaseId: string): Promise<void> {
    await market.leaseWhen(BigInt(leaseId), 'the lease is over', ({ state }) => state === 'ended' || state === 'closed')
  }

  async function nextLease(known: readonly string[]): Promise<string> {
    return await engine.until('the next lease', async () => (await ownLeases()).find((leaseId) => !known.includes(leaseId)) ?? null)
  }

  async function ownLeases(): Promise<string[]> {
    return (await renter.listLeases({ role: 'renter', limit: 50 })).items.map(({ leaseId }) => leaseId)
  }

  function filesOf(hash: string): string[] {
    const folder = join(home, 'infinitio', 'refills', hash.slice(2))
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  }

  function refill(hash: string, name = 'renter'): void {
    const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, INFINITIO_URL: api.url }
    const args = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), 'orders', 'refill', hash]
    running = spawn(process.execPath, [...args, '--key-file', join(home, `${name}.key`)], { env, stdio: 'ignore' })
  }

  async function kill(): Promise<void> {
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    const gone = once(running, 'exit')
    running.kill('SIGKILL')
    await gone
  }
})
