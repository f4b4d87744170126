import { piModule } from '@infinitio/adapter-algorithm'
import { type Address, address, unixSeconds } from '@infinitio/domain'
import { signAccountMessage } from '@infinitio/sdk'
import { openTaskPool, sendPoolCalls, setSubmitKeyCall, signPoolCall, signPoolDeposit, type TaskPool } from '@infinitio/sdk/pool'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, createRenter } from './actors/createActor.ts'
import { startTestHouse, type TestHouse } from './house/startTestHouse.ts'
import { waitFor } from './house/waitFor.ts'

const isLong = process.env.TEST_LONG === '1'
const deposit = 2n * 10n ** 18n
const dayCap = 10n ** 9n
const items = 1_000

/** Two schedulers with one key run at once, and each is killed at each step. */
describe.skipIf(!isLong)('a job that the schedulers of a market run', () => {
  let house: TestHouse
  let owner: Actor
  let pool: TaskPool
  let scheduler: Address

  beforeAll(async () => {
    house = await startTestHouse({ settings: { INFINITIO_SCHEDULERS: '2', SCHEDULER_PATIENCE_SECONDS: '600' } })
    owner = await createRenter(house)
    const chain = await owner.client.getChain()
    const opened = await openTaskPool({ rpcUrl: house.rpcUrl, chain })
    if (opened === null) throw new Error('the market has no task pool')
    pool = opened
    scheduler = address((await owner.client.readJobTerms()).scheduler ?? '')
    await moveToWallet(deposit)
    await waitFor({
      what: 'simulated machines',
      within: 120,
      read: () => owner.client.searchListings({ includeSimulated: 'true', limit: 1 }),
      until: ({ total }) => total >= 30,
    })
  })
  afterAll(() => house?.remove())

  it('names its price, waits for approval and money, survives kills at every step, and is paid once', async () => {
    const { sha256 } = await owner.client.putArtefact({ bytes: new Uint8Array(piModule), readers: 'anybody' })
    const task = { adapter: 'algorithm@1', needs: [], retries: 3, files: { module: { kind: 'hash', sha256 } as const }, fields: { items } }
    const { jobId } = await owner.client.createJob({ name: 'pi', maxCost: `${deposit}`, deadlineSeconds: 3_600, tasks: { pi: task } })
    await house.kill('scheduler')
    const planned = await phase(jobId, 'ready')
    const cost = BigInt(planned.tasks.pi?.plan?.cost.total ?? 0)
    expect(cost).toBeGreaterThan(0n)
    await owner.client.noteJobEvent(jobId, { after: planned.lastEvent, event: { kind: 'approved' } })
    await house.kill('scheduler-2')
    // Nothing is sent before the account pays in and allows the key.
    expect((await owner.client.getJob(jobId)).tasks.pi?.phase).toBe('submitting')
    expect(await batchesOfOwner()).toEqual([])
    await payInAndAllow()
    await house.kill('scheduler')
    await phase(jobId, 'running', 'merging', 'done')
    await house.kill('scheduler')
    await house.kill('scheduler-2')
    const done = await phase(jobId, 'done')
    expect(done.events.map(({ event }) => event.kind)).toEqual(['started', 'planned', 'approved', 'submitted', 'revealed', 'merged'])
    const batches = await batchesOfOwner()
    expect(batches.map(({ batchId }) => batchId)).toEqual([done.tasks.pi?.plan?.batchId])
    const paid = batches.reduce((sum, batch) => sum + batch.paid + batch.baseFee, 0n)
    expect(paid).toBeLessThanOrEqual(cost)
    const back = batches.flatMap(({ tasks }) => [...tasks.values()].flatMap(({ payments }) => payments)).filter((one) => one.account === account())
    expect(await pool.balanceOf(account())).toBe(deposit - paid + back.reduce((sum, { amount }) => sum + amount, 0n))
    const text = new TextDecoder().decode(await owner.client.openArtefact(done.tasks.pi?.file?.sha256 ?? ''))
    expect(Math.abs(Number(text) - Math.PI)).toBeLessThan(0.1)
  }, 600_000)

  it('says with the name of the field why it cannot plan a job', async () => {
    const task = { adapter: 'algorithm@1', needs: [], retries: 0, files: {}, fields: { items } }
    const { jobId } = await owner.client.createJob({ name: 'pi', maxCost: '1', deadlineSeconds: 3_600, tasks: { pi: task } })
    expect((await phase(jobId, 'failed')).tasks.pi?.reason).toContain('files')
  })

  function account(): Address {
    return address(owner.account.address.toLowerCase())
  }

  function phase(jobId: string, ...phases: readonly string[]) {
    return waitFor({
      what: `a task that is ${phases.join(' or ')}`,
      within: 300,
      read: () => owner.client.getJob(jobId),
      until: ({ tasks }) => phases.includes(tasks.pi?.phase ?? ''),
    })
  }

  async function batchesOfOwner() {
    return [...(await pool.reader.read()).view.batches.values()].filter(({ batch }) => batch.submitter === account())
  }

  async function moveToWallet(amount: bigint): Promise<void> {
    const [chain, { nextNonce, withdrawRelayFee }] = await Promise.all([owner.client.getChain(), owner.client.getWallet({ limit: 1 })])
    const message = { kind: 'withdraw', amount, to: account(), nonce: BigInt(nextNonce.ask), relayFee: BigInt(withdrawRelayFee) } as const
    const { relayId } = await owner.client.placeRelay(await signAccountMessage(owner.account, { message, chain }))
    await owner.client.waitForRelay({ relayId, timeoutSeconds: 60 })
  }

  async function payInAndAllow(): Promise<void> {
    const chain = await owner.client.getChain()
    const at = pool.domain.pool
    const { permitNonce } = await readTokens(openExitAccess({ rpcUrl: house.rpcUrl }), { account: owner.account.address, addresses: chain.addresses })
    const allow = setSubmitKeyCall({ pool: at, key: scheduler, dayCap, expiry: unixSeconds(BigInt(chain.chainNow + 86_400)) })
    const calls = [
      await signPoolDeposit(owner.account, { amount: deposit, permitNonce, pool: at, chain }),
      await signPoolCall(owner.account, { call: allow, chain }),
    ]
    const states = await sendPoolCalls(owner.client.transport, calls)
    expect(states.map(({ state }) => state)).toEqual(['mined', 'mined'])
  }
})
