import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployTestGovernance } from '@infinitio/chain/test'
import { openTunnel } from '@infinitio/db'
import { programFile } from '@infinitio/process/test'
import { type Client, signEndByProvider } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { signedLease } from './signedLease.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const coin = 10n ** 18n
const wish = { command: 'true', image: null, gpuClass: null, gpus: 1, maxPricePerGpuHour: `${coin}`, withSimulated: true, seconds: 3_600 }
const lease = { ...wish, environment: {}, secrets: [], checkpoint: 'checkpoints', results: 'model', retryOn: [] }
const job = {
  ...{ name: 'train', maxCost: `${5n * coin}`, deadlineSeconds: 600 },
  tasks: { train: { adapter: 'container@1', needs: [], retries: 0, files: {}, fields: {}, lease } },
}

describe('orders of `infinitio jobs serve`', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let owner: Client
  let scheduler: string
  let running: ChildProcess | null = null
  let said = ''
  let beating: NodeJS.Timeout | undefined
  const home = mkdtempSync(join(tmpdir(), 'infinitio-serve-'))

  beforeAll(async () => {
    const enough = { capacity: 10_000, refillPerSecond: 10_000 }
    api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: enough, account: enough } }) })
    await deployTestGovernance(api.chain)
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    owner = await api.signedIn(api.accounts.renter)
    const machines = [await market.list('one'), await market.list('two')]
    for (const { node } of machines) await openTunnel(api.owner, { id: randomUUID(), nodeId: node, gatewayId: 'test', connectedAt: new Date() })
    const signing = machines.map(({ node, nodeKey }) => ({ nodeId: node, signMessage: (args: { message: string }) => nodeKey.signMessage(args) }))
    const agents = api.client.withToken((await api.client.signInNodes(signing)).token)
    const beat = async () => void (await agents.sendHeartbeat({ nodes: machines.map(({ node }) => node) }))
    await beat()
    beating = setInterval(() => void beat().catch(() => {}), 2_000)
    await engine.until('both are listed', async () => (await api.client.searchListings({ includeSimulated: 'true' })).items.length === 2 || null)
    const privateKey = generatePrivateKey()
    scheduler = privateKeyToAccount(privateKey).address.toLowerCase()
    writeFileSync(join(home, 'scheduler.key'), privateKey, { mode: 0o600 })
    writeFileSync(join(home, 'owner.key'), api.chain.keys.renter.privateKey, { mode: 0o600 })
    const made = start(['keys', 'make', '--total', '20', '--hours', '48', '--out', join(home, 'rent.key'), '--yes'], 'owner')
    expect((await once(made, 'exit'))[0], said).toBe(0)
  })
  afterAll(async () => {
    clearInterval(beating)
    await kill()
    rmSync(home, { recursive: true, force: true })
    await engine?.stop()
    await api?.stop()
  })

  it('are signed by the API key of the owner, and one order is one lease, also after kills; a lost lease is replaced, a cancelled job ends its lease', async () => {
    serve()
    const { jobId } = await owner.createJob({ ...job, scheduler })
    await until(jobId, 'ready')
    await note(jobId, 'approved')
    await engine
      .until('the order is noted', async () => (await kinds(jobId)).includes('ordered') || null)
      .catch((error: Error) => {
        throw new Error(`${error.message}\n${said}`, { cause: error })
      })
    await kill()
    serve()
    const first = await until(jobId, 'leased')
    await kill()
    const { bidHash, terms } = await owner.getLease(first)
    expect(terms.durationSeconds).toBeLessThanOrEqual(wish.seconds)
    const { key } = (await owner.listSessionKeys()).items[0] ?? {}
    expect(BigInt((await owner.listSessionKeys()).items[0]?.spent ?? 0)).toBeGreaterThan(0n)
    expect([key === undefined, (await api.client.getOrder(bidHash)).account]).toEqual([false, api.accounts.renter.address.toLowerCase()])
    // The provider ends the lease while no scheduler runs.
    await endByProvider(first)
    serve()
    const second = await engine.until('the next lease', async () => {
      const { leaseId, leases } = (await owner.getJob(jobId)).tasks.train?.lease ?? {}
      return leases === 1 && leaseId !== null && leaseId !== undefined ? leaseId : null
    })
    expect(second).not.toBe(first)
    await kill()
    await note(jobId, 'cancelled')
    serve()
    await engine.until('the job is over', async () => ((await owner.getJob(jobId)).overAt === null ? null : true))
    await market.leaseWhen(BigInt(second), 'the lease is over', ({ state }) => state === 'ended' || state === 'closed')
    const rented = (await owner.listLeases({ role: 'renter', limit: 50 })).items.map(({ leaseId }) => leaseId)
    expect(rented.toSorted()).toEqual([first, second].toSorted())
    expect((await kinds(jobId)).filter((kind) => kind === 'leased')).toHaveLength(2)
    expect(BigInt((await owner.getJob(jobId)).spent)).toBeLessThan(5n * coin)
  }, 240_000)

  it('are not made without an API key: the job waits as it is', async () => {
    await kill()
    said = ''
    serve({ withKey: false })
    const { jobId } = await owner.createJob({ ...job, scheduler })
    await expect.poll(() => said, { timeout: 30_000 }).toContain('no API key of its account')
    expect(await kinds(jobId)).toEqual(['started'])
    await note(jobId, 'cancelled')
  }, 60_000)

  async function until(jobId: string, phase: 'ready' | 'leased'): Promise<string> {
    return await engine
      .until(`the task is ${phase}`, async () => {
        const { tasks } = await owner.getJob(jobId)
        return tasks.train?.phase === phase ? (tasks.train.lease?.leaseId ?? '0') : null
      })
      .catch((error: Error) => {
        throw new Error(`${error.message}\n${said}`, { cause: error })
      })
  }

  async function kinds(jobId: string): Promise<string[]> {
    return (await owner.getJob(jobId)).events.map(({ event }) => event.kind)
  }

  async function note(jobId: string, kind: 'approved' | 'cancelled'): Promise<void> {
    await owner.noteJobEvent(jobId, { after: (await owner.getJob(jobId)).lastEvent, event: { kind } })
  }

  async function endByProvider(leaseId: string): Promise<void> {
    const [signed, chain] = [await signedLease(api, leaseId), await api.client.getChain()]
    await api.client.placeRelay(await signEndByProvider(api.accounts.provider, { lease: signed, chain }))
    await market.leaseWhen(BigInt(leaseId), 'the lease is over', ({ state }) => state === 'ended' || state === 'closed')
  }

  function start(words: readonly string[], name: string, more: NodeJS.ProcessEnv = {}): ChildProcess {
    const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, INFINITIO_URL: api.url, INFINITIO_RPC: api.chain.rpcUrl, ...more }
    const args = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), ...words, '--key-file', join(home, `${name}.key`)]
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr?.on('data', (part: Buffer) => (said += part.toString()))
    return child
  }

  function serve({ withKey = true } = {}): void {
    const key = withKey ? { INFINITIO_KEY: readFileSync(join(home, 'rent.key'), 'utf8').trim() } : {}
    running = start(['jobs', 'serve'], 'scheduler', key)
  }

  async function kill(): Promise<void> {
    const child = running
    running = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
})
