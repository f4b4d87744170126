import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSales } from '@infinitio/adapter-data'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { address, type Hex32, hex32, sha256Hex, type TaskBatch } from '@infinitio/domain'
import { programFile } from '@infinitio/process/test'
import type { Client } from '@infinitio/sdk'
import {
  acceptTaskCall,
  addTaskStakeCall,
  batchIdOf,
  cancelBatchCall,
  expireTaskCall,
  jobEventToWire,
  jobKeyFileText,
  jobPlanFromWire,
  newJobKey,
  openStepKey,
  readBoxKey,
  ripenTaskStakeCall,
  sealInput,
  sealOwnFile,
  submitBatchCall,
} from '@infinitio/sdk/pool'
import { jobCostOf, type PoolJobEvent, readSealedInput, type SealedInput, taskIdOf } from '@infinitio/tasks'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { type PoolActors, poolActors } from './poolActors.ts'
import type { SeededNode } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const isLong = process.env.TEST_LONG === '1'
const coin = 10n ** 18n
const stakeCoin = 10n ** 9n
/** In seconds, longer than a worker may take for a task of 60 s: 90 s for the run, and 60 s to fetch the task's files. */
const expiredSeconds = 200
const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))

/** A private job at the market, as the page of a job makes it, with one task. */
type OwnJob = {
  readonly jobId: Hex32
  readonly key: Hex32
  readonly batch: TaskBatch
  readonly taskId: Hex32
  readonly sealed: SealedInput
  readonly file: string
}

describe('infinitio jobs, with the key file of a page', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let actors: PoolActors
  let node: SeededNode
  let machine: Client
  let person: PrivateKeyAccount
  let owner: Client
  const box = newBox()
  const home = mkdtempSync(join(tmpdir(), 'infinitio-keys-'))
  const running = new Set<ChildProcess>()
  beforeAll(async () => {
    const enough = { capacity: 10_000, refillPerSecond: 10_000 }
    api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: enough, account: enough } }) })
    await deployTestGovernance(api.chain)
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    actors = await poolActors(market)
    node = await market.list('private worker', { regionId: 0, boxKey: box.boxKey })
    machine = api.client.withToken(
      (await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])).token,
    )
    const provider = api.accounts.provider
    const { pool } = actors
    const stake = await actors.sign(provider, addTaskStakeCall({ pool, units: 10n * stakeCoin }), { maxSpend: 20n * coin })
    expect(await actors.carried([await actors.deposit(provider, 20n * coin), stake])).toMatchObject([{ state: 'mined' }, { state: 'mined' }])
    await market.travel(3_601)
    const ripen = await actors.sign(provider, ripenTaskStakeCall({ pool, provider: address(provider.address.toLowerCase()) }))
    expect(await actors.carried([ripen])).toMatchObject([{ state: 'mined', code: null }])
    person = await actors.member('key owner', 20n * coin)
    owner = await api.signedIn(person)
    writeFileSync(join(home, 'wallet.key'), testKey('pool key owner').privateKey, { mode: 0o600 })
  })
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
    await engine?.stop()
    await api?.stop()
  })

  it('waits for a worker that accepts later, goes on after a kill, and ends when the job and its tasks are over', async () => {
    const job = await makeJob('waited for')
    const first = keys(job.file)
    await first.isWaiting()
    first.kill()
    const second = keys(job.file)
    await second.isWaiting()
    expect((await machine.listTaskKeys(job.taskId)).items).toEqual([])
    await accept(job)
    const [given] = await engine.until('the machine has its key', async () => {
      const { items } = await machine.listTaskKeys(job.taskId)
      return items.length > 0 ? items : null
    })
    expect(await opened(given?.box, box, job)).toMatchObject({ salt: job.sealed.salt, commitment: job.sealed.commitment })
    // While the job still runs, the command goes on, even if no task is open: a later step may need its key.
    await end(job)
    await second.isWaiting()
    await note(job.jobId, { kind: 'failed', task: 'work', reason: 'stopped', isFinal: true })
    expect(await second.ended()).toMatchObject({ code: 0, out: expect.stringContaining('no machine needs its key') })
  })

  it('encrypts to the key of the machine on the chain, even if the market shows another one', async () => {
    const attacker = newBox()
    await api.owner.query('update chain_nodes set box_key = $2 where node_id = $1', [node.node, attacker.boxKey])
    expect((await api.client.getNodeKeys(node.node)).boxKey).toBe(attacker.boxKey)
    const job = await makeJob('attacked')
    await accept(job)
    // The page of a job reads the chain through the market, and the command through the chain node that its user names.
    const { addresses } = await api.client.getChain()
    expect(await readBoxKey({ rpcUrl: `${api.url}/api/v1/rpc`, addresses, nodeId: node.node })).toBe(box.boxKey)
    const giving = keys(job.file)
    const [given] = await engine.until('the machine has its key', async () => {
      const { items } = await machine.listTaskKeys(job.taskId)
      return items.length > 0 ? items : null
    })
    expect([await opened(given?.box, attacker, job), (await opened(given?.box, box, job))?.salt]).toEqual([null, job.sealed.salt])
    giving.kill()
    await end(job)
  })

  it('is refused with a key file that was changed, and with the key of another job', async () => {
    const job = await makeJob('refused')
    const text = await jobKeyFileText(job)
    const file = (content: string) => {
      const path = join(home, `${sha256Hex(bytesOf(content)).slice(2, 12)}.json`)
      writeFileSync(path, content)
      return path
    }
    expect((await keys(file(text.replace(job.key, newJobKey()))).ended()).err).toContain('was changed')
    expect((await keys(file(await jobKeyFileText({ jobId: job.jobId, key: newJobKey() }))).ended()).err).toContain('task.private')
    expect((await keys(file('{}')).ended()).err).toContain('not a key file')
    await end(job, { isAccepted: false })
  })

  it.skipIf(!isLong)('serves the job from its plan to its keys, and does nothing for a private job without a key file', async () => {
    const { jobId, file } = await makeSqlJob()
    const without = command('jobs', 'serve')
    await without.isWaiting()
    await expect.poll(() => without.texts.err, { timeout: 20_000 }).toContain('no key file')
    expect((await owner.getJob(jobId)).lastEvent).toBe(1)
    without.kill()
    const serving = command('jobs', 'serve', '--job-key', file)
    const planOf = (phase: string) =>
      engine.until(`the job is ${phase}`, async () => {
        const { work } = (await owner.getJob(jobId)).tasks
        return work?.phase === phase && work.plan !== null ? jobPlanFromWire(work.plan) : null
      })
    const { input } = await planOf('ready')
    const sealed = readSealedInput(new TextDecoder().decode(await owner.openArtefact(input))) as SealedInput
    expect(JSON.stringify(await owner.getJob(jobId))).not.toContain('select')
    await note(jobId, { kind: 'approved' })
    const { batch, batchId } = await planOf('running')
    const job: OwnJob = { jobId, key: newJobKey(), batch, taskId: taskIdOf(batchId, 0), sealed, file }
    await accept(job)
    const [given] = await engine.until('the machine has its key', async () => {
      const { items } = await machine.listTaskKeys(job.taskId)
      return items.length > 0 ? items : null
    })
    expect((await opened(given?.box, box, job))?.commitment).toBe(sealed.commitment)
    serving.kill()
    await end(job)
  })

  /** Stores a private SQL job with its encrypted file, as the form of a page does it. */
  async function makeSqlJob(): Promise<{ readonly jobId: Hex32; readonly file: string }> {
    const key = newJobKey()
    await makeSales({ path: join(home, 'sales.parquet'), rows: 200 })
    const put = async (bytes: Uint8Array) => (await owner.putArtefact({ bytes: await sealOwnFile(bytes, key), readers: 'owner' })).sha256
    const sales = { kind: 'hash', sha256: await put(readFileSync(join(home, 'sales.parquet'))) }
    const fields = { map: 'select region from sales', combine: 'select * from parts' }
    const hidden = await put(bytesOf(JSON.stringify({ tasks: { work: { files: { sales }, fields } } })))
    const work = { adapter: 'data@1', needs: [], retries: 0, files: {}, fields: {} }
    const { jobId } = await owner.createJob({ name: 'served', maxCost: `${10n * coin}`, deadlineSeconds: 3_600, tasks: { work }, private: hidden })
    const file = join(home, 'served.key.json')
    writeFileSync(file, await jobKeyFileText({ jobId: hex32(jobId), key }))
    return { jobId: hex32(jobId), file }
  }

  const opened = (given: string | undefined, by: ReturnType<typeof newBox>, { sealed }: OwnJob) =>
    openStepKey(given ?? '', { boxSecret: by.boxSecret, owner: { nodeId: hex32(node.node), boxKey: by.boxKey }, sealed })

  const keys = (file: string) => command('jobs', 'keys', file)

  /** Starts a command in another process, so that a test can kill it. */
  function command(...words: readonly string[]) {
    const env = { ...process.env, HOME: home, INFINITIO_URL: api.url, INFINITIO_KEY_FILE: join(home, 'wallet.key'), INFINITIO_RPC: api.chain.rpcUrl }
    const args = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), ...words]
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    const texts = { out: '', err: '' }
    for (const [name, stream] of [
      ['out', child.stdout],
      ['err', child.stderr],
    ] as const)
      stream.setEncoding('utf8').on('data', (text: string) => {
        texts[name] += text
      })
    const exit = once(child, 'exit')
    return {
      texts,
      kill: () => child.kill('SIGKILL'),
      /** Waits for two seconds, in which the command reads the chain several times. Fails if the command ends within this time. */
      async isWaiting() {
        const waitedMs = 2_000
        await Promise.race([exit, new Promise((resolve) => setTimeout(resolve, waitedMs))])
        expect(child.exitCode, `${texts.out}${texts.err}`).toBeNull()
      },
      async ended() {
        const [code] = (await exit) as [number | null]
        return { code, ...texts }
      },
    }
  }

  async function makeJob(name: string): Promise<OwnJob> {
    const key = newJobKey()
    const publish = async (bytes: Uint8Array<ArrayBuffer>) => void (await owner.putArtefact({ bytes, readers: 'anybody' }))
    const whole = await sealInput({ text: `{"name":"${name}"}`, files: {}, read: async () => new Uint8Array() }, { jobKey: key, publish })
    await publish(bytesOf(whole))
    const hidden = await sealOwnFile(bytesOf(JSON.stringify({ tasks: { work: { files: {}, fields: {} } } })), key)
    await owner.putArtefact({ bytes: hidden, readers: 'owner' })
    const task = { adapter: 'data@1', needs: [], retries: 0, files: {}, fields: {} }
    const spec = { name, maxCost: `${10n * coin}`, deadlineSeconds: 3_600, tasks: { work: task }, private: sha256Hex(hidden) }
    const jobId = hex32((await owner.createJob(spec)).jobId)
    const input = sha256Hex(bytesOf(whole))
    const batch = await actors.batch(person, `private ${name}`, { inputRoot: input })
    const domain = await api.services.pool.domain()
    if (domain === null) throw new Error('the market has a pool')
    const batchId = batchIdOf(domain, batch)
    await note(jobId, { kind: 'planned', task: 'work', plan: { batchId, batch, input, seconds: 60, cost: jobCostOf(batch, 10n ** 12n) } })
    await note(jobId, { kind: 'approved' })
    const submit = await actors.sign(person, submitBatchCall({ pool: actors.pool, batch }), { maxSpend: 20n * coin })
    expect(await actors.carried([submit])).toMatchObject([{ state: 'mined', code: null }])
    await note(jobId, { kind: 'submitted', task: 'work' })
    const file = join(home, `${jobId.slice(2, 12)}.key.json`)
    writeFileSync(file, await jobKeyFileText({ jobId, key }))
    return { jobId, key, batch, taskId: taskIdOf(batchId, 0), sealed: readSealedInput(whole) as SealedInput, file }
  }

  async function note(jobId: string, event: PoolJobEvent): Promise<void> {
    await owner.noteJobEvent(jobId, { after: (await owner.getJob(jobId)).lastEvent, event: jobEventToWire(event) })
  }

  async function accept({ batch, taskId }: OwnJob): Promise<void> {
    const provider = address(api.accounts.provider.address.toLowerCase())
    const call = await actors.sign(node.nodeKey, acceptTaskCall({ pool: actors.pool, batch, index: 0, provider }))
    expect(await actors.carried([call])).toMatchObject([{ state: 'mined', code: null }])
    await expect.poll(async () => (await api.services.tasks.read())?.view.tasks.get(taskId)?.state).toBe('assigned')
  }

  /** Ends the task of a job: its worker runs out of time, and its submitter cancels it. */
  async function end({ batch }: OwnJob, { isAccepted } = { isAccepted: true }): Promise<void> {
    const { pool } = actors
    if (isAccepted) {
      await market.travel(expiredSeconds)
      const expire = await actors.sign(node.nodeKey, expireTaskCall({ pool, batch, index: 0 }))
      expect(await actors.carried([expire])).toMatchObject([{ state: 'mined', code: null }])
    }
    expect(await actors.carried([await actors.sign(person, cancelBatchCall({ pool, batch }))])).toMatchObject([{ state: 'mined', code: null }])
  }
})

/** Makes a real X25519 key pair of a machine. */
function newBox(): { readonly boxKey: Hex32; readonly boxSecret: Hex32 } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const hexOf = (bytes: Uint8Array) => hex32(`0x${Buffer.from(bytes.subarray(-32)).toString('hex')}`)
  return {
    boxKey: hexOf(publicKey.export({ format: 'der', type: 'spki' })),
    boxSecret: hexOf(privateKey.export({ format: 'der', type: 'pkcs8' })),
  }
}
