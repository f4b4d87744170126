import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployTestGovernance } from '@infinitio/chain/test'
import { address, type Hex32, hex32, structToChain, type TaskBatch, taskBatchStruct } from '@infinitio/domain'
import type { Client } from '@infinitio/sdk'
import { acceptTaskCall, addTaskStakeCall, commitTaskCall, ripenTaskStakeCall, submitBatchCall } from '@infinitio/sdk/pool'
import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { artefactFiles } from '../src/artefacts/openArtefacts.ts'
import { cleanArtefacts } from '../src/jobs/cleanArtefacts.ts'
import { folderStore } from '../src/snapshots/snapshotStores.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { type PoolActors, poolActors } from './poolActors.ts'
import type { SeededNode } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const coin = 10n ** 18n
const stakeCoin = 10n ** 9n
const mostBytes = 200_000
const mostProviderBytes = 500_000

describe('the store of results', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-results-'))
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let actors: PoolActors
  let node: SeededNode
  let machine: Client
  let isAway = false
  let mostTotalBytes = 1_000_000
  beforeAll(async () => {
    const files = artefactFiles(folderStore(folder))
    const put: typeof files.put = async (file, body) => {
      if (!isAway) return files.put(file, body)
      // Read the whole body before failing. Otherwise the server would close the connection early, and the client's next request could fail with it.
      await text(body)
      throw new Error('away')
    }
    const enough = { capacity: 10_000, refillPerSecond: 10_000 }
    api = await startTestApi({
      change: (services) => ({
        ...services,
        limits: { ...services.limits, ip: enough, account: enough },
        get artefacts() {
          return { ...services.artefacts, files: { ...files, put }, results: { mostBytes, mostProviderBytes, mostTotalBytes } }
        },
      }),
    })
    await deployTestGovernance(api.chain)
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    actors = await poolActors(market)
    node = await market.list('result worker')
    machine = await signedInAs(node.node, node.nodeKey)
    const owner = api.accounts.provider
    const { pool } = actors
    const stake = await actors.sign(owner, addTaskStakeCall({ pool, units: 10n * stakeCoin }), { maxSpend: 20n * coin })
    expect(await actors.carried([await actors.deposit(owner, 20n * coin), stake])).toMatchObject([{ state: 'mined' }, { state: 'mined' }])
    await market.travel(3_601)
    const ripen = await actors.sign(owner, ripenTaskStakeCall({ pool, provider: address(owner.address.toLowerCase()) }))
    expect(await actors.carried([ripen])).toMatchObject([{ state: 'mined', code: null }])
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('gives a receipt with which the worker commits, and the bytes to anybody', async () => {
    const { batch, taskId } = await assigned('right')
    const [bytes, commitment] = [randomBytesOf(70_000), wordOf('right')]
    const stored = await machine.putTaskResult({ taskId, commitment, bytes })
    expect(stored).toMatchObject({ taskId, commitment, tries: 1, bytes: 70_000 })
    expect(Buffer.from(await api.client.openTaskResult({ taskId, commitment })).equals(bytes)).toBe(true)
    const head = await fetch(`${api.url}/api/v1/tasks/${taskId}/results/${commitment}`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), head.headers.get('content-security-policy')]).toEqual([
      200,
      '70000',
      "sandbox; default-src 'none'",
    ])
    const commit = commitTaskCall({ pool: actors.pool, batch, index: 0, commitment, receipt: stored.receipt as Hex })
    expect(await machine.sendPoolCalls([await actors.sign(node.nodeKey, commit)])).toMatchObject([{ state: 'mined', code: null }])
    // A worker that was killed after its commitment sends the same result again and gets the same receipt. Nobody can replace the bytes.
    expect(await machine.putTaskResult({ taskId, commitment, bytes })).toEqual(stored)
    await expect(machine.putTaskResult({ taskId, commitment, bytes: randomBytesOf(10) })).rejects.toMatchObject({ code: 'task.result_other' })
    expect(Buffer.from(await api.client.openTaskResult({ taskId, commitment })).equals(bytes)).toBe(true)
    // The API caches the state of a task until it sees the next block. So wait until the state has changed.
    await expect.poll(async () => (await api.services.pool.task(hex32(taskId))).isAssigned).toBe(false)
    await expect(machine.putTaskResult({ taskId, commitment: wordOf('late'), bytes })).rejects.toMatchObject({ code: 'task.not_worker' })
  })

  it('stores nothing for machines of others, for tasks that nobody has, and for wrong bytes', async () => {
    const { taskId } = await assigned('attacked')
    const [bytes, commitment] = [randomBytesOf(1_000), wordOf('attacked')]
    const put = (client: Client, task: Hex32) => client.putTaskResult({ taskId: task, commitment, bytes })
    await expect(put(await strangerMachine(), taskId)).rejects.toMatchObject({ code: 'task.not_worker' })
    await expect(put(machine, wordOf('no task'))).rejects.toMatchObject({ code: 'task.not_worker' })
    await expect(put(api.client, taskId)).rejects.toMatchObject({ status: 401 })
    await expect(put(await api.signedIn(api.accounts.provider), taskId)).rejects.toMatchObject({ status: 401 })
    const path = `/tasks/${taskId}/results/${commitment}`
    const other = `0x${createHash('sha256').update('other').digest('hex')}`
    await expect(machine.transport.send({ method: 'PUT', path, query: { sha256: other }, bytes })).rejects.toMatchObject({
      code: 'artefact.wrong_hash',
    })
    await expect(machine.transport.send({ method: 'PUT', path, bytes })).rejects.toMatchObject({ code: 'api.invalid_field' })
    const large = machine.putTaskResult({ taskId, commitment, bytes: randomBytesOf(mostBytes + 1) })
    await expect(large).rejects.toMatchObject({ code: 'task.result_too_large' })
    await expect(machine.putTaskResult({ taskId, commitment, bytes: randomBytesOf(0) })).rejects.toMatchObject({ code: 'task.result_too_large' })
    await expect(api.client.openTaskResult({ taskId, commitment })).rejects.toMatchObject({ code: 'task.result_unknown' })
    await cleanArtefacts(api.services)
    expect(await rowsOf(taskId)).toEqual([])
  })

  it('says that the store is away, and stores the result with the next try', async () => {
    const { taskId } = await assigned('away')
    const result = { taskId, commitment: wordOf('away'), bytes: randomBytesOf(1_000) }
    isAway = true
    await expect(machine.putTaskResult(result)).rejects.toMatchObject({ code: 'artefact.store_away', status: 503 })
    await expect(api.client.openTaskResult(result)).rejects.toMatchObject({ code: 'task.result_unknown' })
    isAway = false
    expect(await machine.putTaskResult(result)).toMatchObject({ tries: 1 })
  })

  it('stores one of two results that arrive at once under one commitment', async () => {
    const { taskId } = await assigned('twice')
    const place = { taskId, commitment: wordOf('twice') }
    const results = [randomBytesOf(50_000), randomBytesOf(50_000)]
    const answers = await Promise.allSettled(results.map((bytes) => machine.putTaskResult({ ...place, bytes })))
    const won = answers.findIndex(({ status }) => status === 'fulfilled')
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(Buffer.from(await api.client.openTaskResult(place)).equals(results[won] ?? Buffer.alloc(0))).toBe(true)
    await cleanArtefacts(api.services)
    expect(await rowsOf(taskId)).toHaveLength(1)
  })

  it('stops at three results of a try, and at the space of a provider and of all', async () => {
    const { taskId } = await assigned('full')
    const put = (name: string, length: number) => machine.putTaskResult({ taskId, commitment: wordOf(name), bytes: randomBytesOf(length) })
    for (const name of ['one', 'two', 'three']) await put(name, 10)
    await expect(put('four', 10)).rejects.toMatchObject({ code: 'task.store_full', detail: 'of this task' })
    const { taskId: next } = await assigned('full too')
    const large = { taskId: next, commitment: wordOf('large'), bytes: randomBytesOf(mostBytes) }
    await expect(machine.putTaskResult(large)).rejects.toMatchObject({ code: 'task.store_full', detail: 'of this provider' })
    mostTotalBytes = 1
    await expect(machine.putTaskResult({ ...large, bytes: randomBytesOf(10) })).rejects.toMatchObject({ detail: 'of all providers' })
    mostTotalBytes = 1_000_000
  })

  it('removes results when they expire', async () => {
    await api.owner.query("update task_results set expires_at = now() - interval '1 second'", [])
    const [row] = await api.owner.query<{ taskId: string; commitment: string }>(
      'select task_id as "taskId", commitment from task_results limit 1',
      [],
    )
    await expect(api.client.openTaskResult({ taskId: hex32(row?.taskId ?? ''), commitment: hex32(row?.commitment ?? '') })).rejects.toMatchObject({
      code: 'task.result_unknown',
    })
    await cleanArtefacts(api.services)
    expect(await api.owner.query('select 1 from task_results', [])).toEqual([])
    expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('1'))).toEqual([])
  })

  const rowsOf = (taskId: string) => api.owner.query('select 1 from task_results where task_id = $1', [taskId])

  /** Submits a batch with one task, and makes the machine accept the task. */
  async function assigned(name: string): Promise<{ batch: TaskBatch; taskId: Hex32 }> {
    const person = await actors.member(`submitter ${name}`, 20n * coin)
    const batch = await actors.batch(person, name)
    const { pool } = actors
    const submit = await actors.sign(person, submitBatchCall({ pool, batch }), { maxSpend: 20n * coin })
    expect(await actors.carried([submit])).toMatchObject([{ state: 'mined', code: null }])
    const provider = address(api.accounts.provider.address.toLowerCase())
    const accept = await actors.sign(node.nodeKey, acceptTaskCall({ pool, batch, index: 0, provider }))
    expect(await actors.carried([accept])).toMatchObject([{ state: 'mined', code: null }])
    const tuple = structToChain(taskBatchStruct, batch)
    const batchId = await actors.rpc.readContract({ ...actors.at, functionName: 'batchIdOf', args: [tuple] })
    return { batch, taskId: hex32(await actors.rpc.readContract({ ...actors.at, functionName: 'taskIdOf', args: [batchId, 0n] })) }
  }

  async function signedInAs(nodeId: string, key: PrivateKeyAccount): Promise<Client> {
    return api.client.withToken((await api.client.signInNodes([{ nodeId, signMessage: (args) => key.signMessage(args) }])).token)
  }

  /** Signs in a machine that belongs to another provider, according to its row in the database. */
  async function strangerMachine(): Promise<Client> {
    const foreign = await market.list('foreign machine')
    const renter = api.accounts.renter.address.toLowerCase()
    await api.owner.query('update chain_nodes set provider = $2 where node_id = $1', [foreign.node, renter])
    return signedInAs(foreign.node, foreign.nodeKey)
  }
})

function wordOf(name: string): Hex32 {
  return hex32(`0x${createHash('sha256').update(name).digest('hex')}`)
}

function randomBytesOf(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(length))
}
