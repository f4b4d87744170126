import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { piModule } from '@infinitio/adapter-algorithm'
import { deployTestGovernance } from '@infinitio/chain/test'
import { address, hex32, sha256Hex } from '@infinitio/domain'
import { programFile } from '@infinitio/process/test'
import { type Client, createClient, type JobPrice } from '@infinitio/sdk'
import { batchIdOf, jobEventToWire } from '@infinitio/sdk/pool'
import { jobCostOf, type JobEvent } from '@infinitio/tasks'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { type PoolActors, poolActors } from './poolActors.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const coin = 10n ** 18n
const readFile = async () => new Uint8Array(piModule)
const yaml = `name: pi
max_cost: 2
tasks:
  pi:
    adapter: algorithm@1
    files: { module: ./pi.wasm }
    items: 1000
`
/** Two events of a topic are at least a second apart at the server; this allows for delays on the way. */
const leastGapMs = 700
/** A job that the scheduler cannot plan, because its file is not a module. */
const notAModule = async () => new TextEncoder().encode('not a module')

describe('jobs by the client', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let actors: PoolActors
  let person: PrivateKeyAccount
  let client: Client
  let scheduler: ChildProcess
  const home = mkdtempSync(join(tmpdir(), 'infinitio-submit-'))

  beforeAll(async () => {
    const enough = { capacity: 10_000, refillPerSecond: 10_000 }
    let schedulerAccount = ''
    api = await startTestApi({
      change: (services) => ({
        ...services,
        limits: { ...services.limits, ip: enough, account: enough },
        get jobs() {
          return { ...services.jobs, scheduler: address(schedulerAccount) }
        },
      }),
    })
    const { provider } = api.chain.keys
    schedulerAccount = provider.address.toLowerCase()
    await deployTestGovernance(api.chain)
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    actors = await poolActors(market)
    await market.list('a machine of the catalogue')
    person = actors.person('submits jobs')
    await actors.give(person.address, 10n * coin)
    client = await api.signedIn(person)
    writeFileSync(join(home, 'scheduler.key'), provider.privateKey, { mode: 0o600 })
    const env = {
      ...process.env,
      HOME: home,
      INFINITIO_URL: api.url,
      INFINITIO_KEY_FILE: join(home, 'scheduler.key'),
      INFINITIO_RPC: api.chain.rpcUrl,
    }
    const args = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), 'jobs', 'serve']
    scheduler = spawn(process.execPath, args, { env, stdio: 'ignore' })
  })
  afterAll(async () => {
    if (scheduler?.exitCode === null) {
      scheduler.kill('SIGKILL')
      await once(scheduler, 'exit')
    }
    rmSync(home, { recursive: true, force: true })
    await engine?.stop()
    await api?.stop()
  })

  it('pays nothing if the caller does not agree to the price, and cancels the job', async () => {
    const prices: JobPrice[] = []
    const agree = (price: JobPrice) => prices.push(price) === 0
    await expect(client.submitJob({ job: yaml, readFile, signer: person, agree })).rejects.toMatchObject({ code: 'wallet.not_confirmed' })
    const [price] = prices
    expect(price).toMatchObject({ later: 0, approval: { deposit: 2n * coin, dayCap: 2n * coin, fromMarket: 0n, lacks: 0n } })
    expect(price?.total).toBe(BigInt(price?.job.tasks.pi?.plan?.cost.total ?? 0))
    expect(price?.total).toBeGreaterThan(0n)
    expect(await client.getJob(price?.job.jobId ?? '')).toMatchObject({ approvedAt: null, counts: { cancelled: 1 } })
    expect(await actors.balanceOf(person.address)).toBe(0n)
  })

  it('stores the files, pays in, and lets the scheduler submit the tasks; waits until the job is over', async () => {
    const stop = new AbortController()
    const events: { topic: string; version: string; at: number }[] = []
    const onEvent = (event: { topic: string; version: string }) => void events.push({ ...event, at: performance.now() })
    const pool = api.client.watchEvents({ topics: ['tasks'], onEvent, signal: stop.signal })
    const seen: string[] = []
    const onProgress = ({ events }: { events: readonly { event: { kind: string } }[] }) => void seen.push(events.at(-1)?.event.kind ?? '')
    const stored: [string, boolean][] = []
    const onUpload = (path: string, { storedBytes, bytes }: { storedBytes: number; bytes: number }) => void stored.push([path, storedBytes === bytes])
    const asBlob = async () => new Blob([await readFile()])
    const { jobId, approvedAt, spec } = await client.submitJob({ job: yaml, readFile: asBlob, signer: person, onProgress, onUpload })
    expect(stored).toEqual([['./pi.wasm', true]])
    expect(approvedAt).not.toBeNull()
    expect(spec).toMatchObject({ maxCost: `${2n * coin}`, tasks: { pi: { files: { module: { sha256: sha256Hex(new Uint8Array(piModule)) } } } } })
    const job = api.client.watchEvents({ topics: [`job:${jobId}`], onEvent, signal: stop.signal })
    const running = await engine.until('the batch is on the chain', async () => {
      const { batches } = (await api.services.tasks.read())?.view ?? { batches: new Map() }
      const batchId = (await client.getJob(jobId)).tasks.pi?.plan?.batchId
      return batches.get(hex32(batchId ?? '')) ?? null
    })
    expect(running.batch.submitter).toBe(person.address.toLowerCase())
    expect(await actors.balanceOf(person.address)).toBeLessThan(2n * coin)
    const waiting = client.waitJob({ jobId, onProgress })
    const { lastEvent } = await client.getJob(jobId)
    await client.noteJobEvent(jobId, { after: lastEvent, event: { kind: 'cancelled' } })
    const over = await waiting
    expect(over.overAt).not.toBeNull()
    expect(over.counts.done).toBe(0)
    expect(seen.indexOf('planned')).toBeLessThan(seen.indexOf('approved'))
    expect(new Set(seen).size).toBeGreaterThan(3)
    await expect.poll(() => events.some(({ topic, version }) => topic !== 'tasks' && version === `${over.lastEvent}`), { timeout: 10_000 }).toBe(true)
    stop.abort()
    await Promise.all([pool, job])
    for (const topic of ['tasks', `job:${jobId}`]) {
      const ofTopic = events.filter((event) => event.topic === topic)
      // The first event tells the present version, the others report changes.
      expect(ofTopic.length, topic).toBeGreaterThan(1)
      expect(new Set(ofTopic.map(({ version }) => version)).size, topic).toBe(ofTopic.length)
      const gaps = ofTopic.slice(1).map(({ at }, index) => at - (ofTopic[index]?.at ?? 0))
      expect(Math.min(...gaps), topic).toBeGreaterThan(leastGapMs)
    }
  })

  it('keeps for an approved job what it may still take, when another job is priced', async () => {
    const second = yaml.slice(yaml.indexOf('  pi:')).replace('pi:', 'more:\n    needs: [pi]')
    const { jobId } = await client.submitJob({ job: `${yaml}${second}`, readFile, signer: person })
    const prices: JobPrice[] = []
    const agree = (price: JobPrice) => prices.push(price) === 0
    await expect(client.submitJob({ job: yaml, readFile, signer: person, agree })).rejects.toMatchObject({ code: 'wallet.not_confirmed' })
    // The first task costs far less than 1 PT, so almost all of the 2 PT of the first job is still needed, whether or not its batch is on the chain.
    const approval = prices[0]?.approval
    expect((approval?.deposit ?? 0n) > coin).toBe(true)
    expect((approval?.dayCap ?? 0n) > 3n * coin).toBe(true)
    await note(jobId, { kind: 'cancelled' })
  })

  it('names the line of a wrong job file, and what only the command runs, before it stores anything', async () => {
    const before = (await client.listJobs({})).items.length
    const refused = (job: string, more: { readFile?: typeof readFile } = { readFile }) => client.submitJob({ job, signer: person, ...more })
    await expect(refused(yaml.replace('items', 'itms'))).rejects.toMatchObject({
      code: 'api.invalid_field',
      detail: 'line 7, column 5: itms is not a key here; did you mean items?',
    })
    const sql = yaml.replace(
      /adapter.*/s,
      'adapter: data@1\n    files: { sales: ./sales.parquet }\n    map: |\n      select\n      random() from sales\n    combine: select * from parts\n',
    )
    const detail = 'pi: map, line 2: random does not give the same result on every machine'
    await expect(refused(sql)).rejects.toMatchObject({ code: 'api.invalid_field', detail })
    const file = { kind: 'hash', sha256: `0x${'a'.repeat(64)}` } as const
    const task = { adapter: 'data@1', needs: [], retries: 0, files: { sales: file }, fields: { map: 'select\nrandom() from sales', combine: '' } }
    const wire = { name: 'wire', maxCost: '1', deadlineSeconds: 3_600, tasks: { pi: task } }
    await expect(client.submitJob({ job: wire, signer: person })).rejects.toMatchObject({ detail })
    await expect(refused(`private: true\n${yaml}`)).rejects.toMatchObject({ detail: expect.stringContaining('infinitio jobs submit') })
    await expect(refused(yaml, {})).rejects.toMatchObject({ detail: expect.stringContaining('./pi.wasm') })
    const leased = yaml.replace(/adapter.*/s, 'adapter: container@1\n    command: sleep 1\n    time: 1h\n    resources: { max_price: 1 }\n')
    await expect(refused(leased)).rejects.toMatchObject({
      detail: 'pi: the scheduler of the market rents no machines; run it with infinitio jobs submit',
    })
    expect((await client.listJobs({})).items.length).toBe(before)
  })

  it('gives a job on rented machines to the scheduler that the caller names, and pays nothing into the task pool', async () => {
    const leased = yaml.replace(/adapter.*/s, 'adapter: container@1\n    command: sleep 1\n    time: 1h\n    resources: { max_price: 1 }\n')
    const prices: JobPrice[] = []
    const agree = (price: JobPrice) => prices.push(price) > 0
    const submitted = client.submitJob({ job: leased, signer: person, scheduler: person.address.toLowerCase(), agree })
    const jobId = await engine.until('the job waits for its price', async () => {
      const { items } = await client.listJobWork()
      return items.find(({ name, counts }) => name === 'pi' && counts.planning === 1)?.jobId ?? null
    })
    expect((await client.getJob(jobId)).spec.tasks.pi?.lease).toMatchObject({ command: 'sleep 1', seconds: 3_600, maxPricePerGpuHour: `${coin}` })
    const maxPricePerGpuSecond = coin / 3_600n
    const [time, fees] = [maxPricePerGpuSecond * 3_600n, coin / 100n]
    const plan = { gpus: 1, seconds: 3_600, maxPricePerGpuSecond, cost: { time, fees, total: time + fees } }
    await note(jobId, { kind: 'leasePlanned', task: 'pi', lease: plan })
    expect((await submitted).approvedAt).not.toBeNull()
    // The account has no Market balance, from which rented machines are paid. The price says how much is missing.
    expect(prices[0]).toMatchObject({ total: time + fees, approval: { deposit: 0n, dayCap: null, fromMarket: 0n, lacks: time + fees } })
    expect((await client.getJob(jobId)).counts).toMatchObject({ booking: 1 })
    await note(jobId, { kind: 'cancelled' })
    expect((await client.getJob(jobId)).counts).toMatchObject({ cancelled: 1 })
  })

  it('gives the reason for which the scheduler cannot plan a task', async () => {
    const refused = client.submitJob({ job: yaml, readFile: notAModule, signer: person })
    await expect(refused).rejects.toMatchObject({ code: 'api.invalid_field', detail: expect.stringMatching(/^pi: /) })
  })

  it('pays nothing if one task cannot be planned and another can', async () => {
    const two = `${yaml}  other:\n    adapter: algorithm@1\n    files: { module: ./wrong.wasm }\n    items: 1000\n`
    // Another person, because the scheduler lets the owner of a refused plan, as in the test before, wait before the next one.
    const other = actors.person('submits two tasks')
    await actors.give(other.address, 10n * coin)
    const signedIn = await api.signedIn(other)
    const before = await actors.balanceOf(other.address)
    const prices: JobPrice[] = []
    const job = signedIn.submitJob({
      job: two,
      readFile: (path) => (path.includes('wrong') ? notAModule() : readFile()),
      signer: other,
      agree: (price) => prices.push(price) > 0,
    })
    await expect(job).rejects.toMatchObject({ code: 'api.invalid_field', detail: expect.stringMatching(/^other: /) })
    expect(prices).toEqual([])
    expect(await actors.balanceOf(other.address)).toBe(before)
  })

  it('stops waiting with the reason of the signal, and leaves the job as it is', async () => {
    const { jobId } = await ownJob('left')
    const stop = new AbortController()
    const waiting = client.waitJob({ jobId, signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    expect((await client.getJob(jobId)).overAt).toBeNull()
    await note(jobId, { kind: 'cancelled' })
    await expect(client.waitJob({ jobId: `0x${'8'.repeat(64)}` })).rejects.toMatchObject({ code: 'task.job_unknown' })
  })

  it('cancels a job although its scheduler records an event between reading and cancelling, and does nothing to a job that is over', async () => {
    const { jobId, plan } = await ownJob('cancelled')
    let collisions = 0
    const colliding: typeof fetch = async (url, options) => {
      if (options?.method === 'POST' && String(url).endsWith('/events') && collisions === 0) {
        collisions += 1
        await plan()
      }
      return await fetch(url, options)
    }
    const { baseUrl, token } = client.transport.options
    const owner = createClient({ baseUrl, token: token ?? '', fetch: colliding })
    const { counts, lastEvent } = await owner.cancelJob({ jobId })
    expect({ collisions, cancelled: counts.cancelled }).toEqual({ collisions: 1, cancelled: 1 })
    expect(await owner.cancelJob({ jobId })).toMatchObject({ lastEvent })
    await expect(owner.cancelJob({ jobId: `0x${'8'.repeat(64)}` })).rejects.toMatchObject({ code: 'task.job_unknown' })
  })

  it('downloads the results of finished tasks, and refuses changed bytes', async () => {
    const { jobId, finish } = await ownJob('with a result')
    expect(await client.download({ jobId })).toEqual([])
    await expect(client.download({ jobId, task: 'work' })).rejects.toMatchObject({ code: 'task.result_unknown' })
    const bytes = new TextEncoder().encode('3.14159')
    const waiting = client.waitJob({ jobId })
    await finish(bytes)
    expect((await waiting).counts).toMatchObject({ done: 1 })
    const file = { task: 'work', name: 'work.txt', sha256: sha256Hex(bytes), bytes }
    expect(await client.download({ jobId, task: 'work' })).toEqual([file])
    const changing: typeof fetch = async (url, options) => {
      const response = await fetch(url, options)
      return String(url).includes('/artefacts/') ? new Response('3.14160') : response
    }
    const { baseUrl, token } = client.transport.options
    const deceived = createClient({ baseUrl, token: token ?? '', fetch: changing })
    await expect(deceived.download({ jobId })).rejects.toMatchObject({ code: 'artefact.wrong_hash' })
  })

  /** Stores a job of which the test is the scheduler. */
  async function ownJob(name: string) {
    const task = { adapter: 'algorithm@1', needs: [], retries: 0, files: {}, fields: {} }
    const scheduler = person.address.toLowerCase()
    const { jobId } = await client.createJob({ name, maxCost: `${10n * coin}`, deadlineSeconds: 3_600, tasks: { work: task }, scheduler })
    const batch = await actors.batch(person, name)
    const domain = await api.services.pool.domain()
    if (domain === null) throw new Error('the market has a pool')
    const plan = { batchId: batchIdOf(domain, batch), batch, input: batch.inputRoot, seconds: 60, cost: jobCostOf(batch, 10n ** 12n) }
    return {
      jobId,
      plan: () => note(jobId, { kind: 'planned', task: 'work', plan }),
      async finish(bytes: Uint8Array<ArrayBuffer>) {
        const { sha256 } = await client.putArtefact({ bytes, readers: 'anybody' })
        const file = { sha256: hex32(sha256), extension: 'txt', bytes: bytes.length }
        for (const event of [
          { kind: 'planned', task: 'work', plan },
          { kind: 'approved' },
          { kind: 'submitted', task: 'work' },
          { kind: 'revealed', task: 'work' },
          { kind: 'merged', task: 'work', result: hex32(sha256), file },
        ] as const)
          await note(jobId, event)
      },
    }
  }

  async function note(jobId: string, event: JobEvent): Promise<void> {
    await client.noteJobEvent(jobId, { after: (await client.getJob(jobId)).lastEvent, event: jobEventToWire(event) })
  }
})
