import { deployTestGovernance } from '@infinitio/chain/test'
import { address, type Hex32, hex32, structToChain, type TaskBatch, taskBatchStruct } from '@infinitio/domain'
import type { Client } from '@infinitio/sdk'
import {
  acceptTaskCall,
  addTaskStakeCall,
  expireTaskCall,
  newJobKey,
  newStepKey,
  ripenTaskStakeCall,
  sealStepKey,
  submitBatchCall,
} from '@infinitio/sdk/pool'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { type PoolActors, poolActors } from './poolActors.ts'
import type { SeededNode } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const coin = 10n ** 18n
const stakeCoin = 10n ** 9n
/** In seconds, longer than a worker may take for a task of 60 s: 90 s for the run, and 60 s to fetch the task's files. */
const expiredSeconds = 200

describe('keys of private jobs at the market', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let actors: PoolActors
  let node: SeededNode
  let foreign: SeededNode
  let machine: Client
  let stranger: Client
  beforeAll(async () => {
    const enough = { capacity: 10_000, refillPerSecond: 10_000 }
    api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: enough, account: enough } }) })
    await deployTestGovernance(api.chain)
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    actors = await poolActors(market)
    node = await market.list('key worker')
    machine = await signedInAs(node)
    foreign = await market.list('foreign machine')
    await api.owner.query('update chain_nodes set provider = $2 where node_id = $1', [foreign.node, api.accounts.renter.address.toLowerCase()])
    stranger = await signedInAs(foreign)
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
  })

  it('go from the submitter to the machine that has the task, and to no other one', async () => {
    const { taskId, person } = await assigned('right')
    const submitter = await api.signedIn(person)
    const box = await boxFor(node)
    await submitter.putTaskKey({ taskId, nodeId: node.node, box })
    expect(await machine.listTaskKeys(taskId)).toEqual({ items: [{ nodeId: node.node, box }] })
    expect(await stranger.listTaskKeys(taskId)).toEqual({ items: [] })
    await expect(api.client.listTaskKeys(taskId)).rejects.toMatchObject({ status: 401 })
    await expect(submitter.listTaskKeys(taskId)).rejects.toMatchObject({ status: 401 })
    // A second key from the same submitter for the same machine replaces the first one.
    const next = await boxFor(node)
    await submitter.putTaskKey({ taskId, nodeId: node.node, box: next })
    expect(await machine.listTaskKeys(taskId)).toEqual({ items: [{ nodeId: node.node, box: next }] })
  })

  it('are refused from strangers, for machines without the task, and for unknown tasks', async () => {
    const { taskId, person } = await assigned('attacked')
    const submitter = await api.signedIn(person)
    const given = { taskId, nodeId: node.node, box: await boxFor(node) }
    await expect(api.client.putTaskKey(given)).rejects.toMatchObject({ status: 401 })
    await expect((await api.signedIn(api.accounts.renter)).putTaskKey(given)).rejects.toMatchObject({ code: 'task.not_submitter' })
    await expect(submitter.putTaskKey({ ...given, nodeId: foreign.node })).rejects.toMatchObject({ code: 'task.key_not_wanted' })
    await expect(submitter.putTaskKey({ ...given, taskId: node.node })).rejects.toMatchObject({ code: 'task.batch_unknown' })
    await expect(submitter.putTaskKey({ ...given, box: `0x${'00'.repeat(3_000)}` })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(stranger.passTaskKey(given)).rejects.toMatchObject({ code: 'task.not_worker' })
    expect(await machine.listTaskKeys(taskId)).toEqual({ items: [] })
  })

  it('come from the submitter and from the worker, and neither can remove the key of the other', async () => {
    const { taskId, person } = await assigned('both')
    const boxes = [await boxFor(node), await boxFor(node)]
    await (await api.signedIn(person)).putTaskKey({ taskId, nodeId: node.node, box: boxes[0] ?? '' })
    await machine.passTaskKey({ taskId, nodeId: node.node, box: boxes[1] ?? '' })
    expect((await machine.listTaskKeys(taskId)).items.map(({ box }) => box)).toEqual(boxes)
  })

  it('are no longer taken for a machine whose time ran out', async () => {
    const { batch, taskId, person } = await assigned('expired')
    const submitter = await api.signedIn(person)
    await market.travel(expiredSeconds)
    const expire = await actors.sign(node.nodeKey, expireTaskCall({ pool: actors.pool, batch, index: 0 }))
    expect(await actors.carried([expire])).toMatchObject([{ state: 'mined', code: null }])
    const put = async () => submitter.putTaskKey({ taskId, nodeId: node.node, box: await boxFor(node) })
    await expect.poll(() => put().catch(({ code }: { code: string }) => code)).toBe('task.key_not_wanted')
    await expect(machine.passTaskKey({ taskId, nodeId: node.node, box: await boxFor(node) })).rejects.toMatchObject({ status: expect.any(Number) })
  })

  it('are removed after 30 days', async () => {
    await api.owner.query("update task_keys set created_at = now() - interval '31 days'", [])
    const { deleteStaleRows } = await import('@infinitio/db')
    await deleteStaleRows(api.services.db)
    expect(await api.owner.query('select 1 from task_keys', [])).toEqual([])
  })

  async function boxFor({ node: nodeId }: SeededNode): Promise<string> {
    const { boxKey } = await api.client.getNodeKeys(nodeId)
    return await sealStepKey(await newStepKey(newJobKey(), 'input'), { nodeId: hex32(nodeId), boxKey: hex32(boxKey) })
  }

  /** Submits a batch with one task, and makes the machine accept the task. */
  async function assigned(name: string): Promise<{ batch: TaskBatch; taskId: Hex32; person: PrivateKeyAccount }> {
    const person = await actors.member(`key ${name}`, 20n * coin)
    const batch = await actors.batch(person, `key ${name}`)
    const { pool } = actors
    const submit = await actors.sign(person, submitBatchCall({ pool, batch }), { maxSpend: 20n * coin })
    expect(await actors.carried([submit])).toMatchObject([{ state: 'mined', code: null }])
    const provider = address(api.accounts.provider.address.toLowerCase())
    const accept = await actors.sign(node.nodeKey, acceptTaskCall({ pool, batch, index: 0, provider }))
    expect(await actors.carried([accept])).toMatchObject([{ state: 'mined', code: null }])
    const batchId = await actors.rpc.readContract({ ...actors.at, functionName: 'batchIdOf', args: [structToChain(taskBatchStruct, batch)] })
    const taskId = hex32(await actors.rpc.readContract({ ...actors.at, functionName: 'taskIdOf', args: [batchId, 0n] }))
    await expect.poll(async () => (await api.services.tasks.read())?.view.tasks.get(taskId)?.state).toBe('assigned')
    return { batch, taskId, person }
  }

  async function signedInAs({ node: nodeId, nodeKey }: SeededNode): Promise<Client> {
    return api.client.withToken((await api.client.signInNodes([{ nodeId, signMessage: (args) => nodeKey.signMessage(args) }])).token)
  }
})
