import { ripenTaskStakeCall } from '@infinitio/sdk/pool'
import { address } from '@infinitio/domain'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveMarket } from './liveMarket.ts'
import { type PoolActors, poolActors } from './poolActors.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const coin = 10n ** 18n
const wallet = testKey('pool staker')

/** End-to-end test: a provider manages its stake in the task pool, using only the command `infinitio`. Its wallet has no coins for gas. */
describe('infinitio tasks', () => {
  let api: TestApi
  let engine: TestEngine
  let actors: PoolActors
  let cli: TestCli

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain)
    engine = startTestEngine(api)
    actors = await poolActors(liveMarket(api, engine))
    cli = startCli(api)
    await actors.give(wallet.address, 20n * coin)
  })
  afterAll(async () => {
    cli?.stop()
    await engine?.stop()
    await api?.stop()
  })

  it('shows an empty account, and refuses an invalid amount, task or stake', async () => {
    expect(await run('account')).toMatchObject({
      code: 0,
      json: { balance: '0', bonded: '0', young: '0', leaving: '0', countsAt: null, strikes: [] },
    })
    expect((await run('stake', '0')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    expect((await run('stake', '0.0000000001')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    expect((await run('collect')).json).toMatchObject({ error: { code: 'task.stake_too_low' } })
    for (const act of ['check', 'dispute', 'appeal', 'contradict']) {
      expect((await run(act, `0x${'1'.repeat(64)}`)).json).toMatchObject({ error: { code: 'task.batch_unknown' } })
    }
    expect((await run('check', '0x12')).json).toMatchObject({ error: { code: 'task.batch_unknown' } })
  })

  it('asks before it signs, with what it costs', async () => {
    const asked = await cli.run(['tasks', 'stake', '5'], { wallet: wallet.privateKey })
    expect(asked.err).toMatch(/New stake, counts after 1 hour +5\.0+ PT\n.*balance at the pool +0\.0+ PT\n.*your wallet +5\.0+ PT\nGas +0\.0+ PT/)
    expect(asked.err).toContain('wallet.not_confirmed')
    expect(await stake()).toMatchObject({ young: 0n, bonded: 0n })
  })

  it('pays a stake from the wallet, lets a part leave, and collects it after 7 days', async () => {
    expect(await run('stake', '5')).toMatchObject({ code: 0, json: { added: `${5n * coin}` } })
    expect(await stake()).toMatchObject({ young: 5n * 10n ** 9n, bonded: 0n })
    expect((await run('unstake', '1')).json).toMatchObject({ error: { code: 'task.stake_too_low' } })
    await travel(3_600)
    const ripen = ripenTaskStakeCall({ pool: actors.pool, provider: address(wallet.address) })
    expect(await actors.carried([await actors.sign(actors.person('staker'), ripen)])).toMatchObject([{ state: 'mined' }])
    expect((await run('unstake', '6')).json).toMatchObject({ error: { code: 'task.stake_too_low' } })
    expect(await run('unstake', '2')).toMatchObject({ code: 0, json: { leaving: `${2n * coin}` } })
    expect(await run('account', wallet.address)).toMatchObject({
      json: { bonded: `${3n * coin}`, leaving: `${2n * coin}`, collectableAt: expect.any(Number) },
    })
    expect((await run('collect')).json).toMatchObject({ error: { code: 'task.stake_waits' } })
    await travel(7 * 86_400)
    expect(await run('collect')).toMatchObject({ code: 0, json: { collected: `${2n * coin}` } })
    expect(await actors.balanceOf(wallet.address)).toBe(2n * coin)
    // The second stake uses the balance at the pool first, and takes only the rest from the wallet.
    expect(await run('stake', '3')).toMatchObject({ code: 0 })
    expect([await actors.balanceOf(wallet.address), (await stake()).young]).toEqual([0n, 3n * 10n ** 9n])
  })

  it('returns the same provider by the API, and counts the takers of a task', async () => {
    const own = await api.client.getProviderTasks(wallet.address.toLowerCase())
    expect(own).toMatchObject({ earned: '0', worked: 0, checked: 0, lost: 0, kinds: [], held: 0, holds: [] })
    expect(own.why).toEqual({ account: { kind: 'no machine' }, openBatches: 0, batches: [] })
    const stranger = await api.client.getProviderTasks(`0x${'9'.repeat(40)}`, { from: 1 })
    expect(stranger.why.account).toEqual({ kind: 'no stake' })
    expect(await api.send('GET', '/tasks/providers/0x12')).toMatchObject({ body: { code: 'api.bad_address' } })
    // The account's stake of 3 PT would be enough for one of these rewards. But the account does not count as `able` to take the task, because it has no
    // machine.
    const counts = { able: 0, out: 0, young: 0, locked: 0, unfit: 0, away: 0, rented: 0 }
    const takersOf = async (reward: bigint, submitter?: string) =>
      (await api.client.getTakers({ chunks: 64, reward: `${reward}`, ...(submitter === undefined ? {} : { submitter }) })).takers
    expect(await takersOf(coin / 100n)).toEqual({ ...counts, unfit: 1 })
    expect(await takersOf(coin)).toEqual({ ...counts, locked: 1 })
    const wish = { classMask: '2', minVramGib: 48, minTier: 2 }
    expect((await api.client.getTakers({ chunks: 64, reward: `${coin / 100n}`, ...wish })).takers).toEqual({ ...counts, unfit: 1 })
    expect(await api.send('GET', '/tasks/takers?chunks=64&reward=1&minTier=256')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect(await takersOf(coin, wallet.address.toLowerCase())).toEqual(counts)
    expect(await api.send('GET', '/tasks/takers?chunks=257&reward=1')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
  })

  const stake = () => actors.stakeOf(wallet.address)

  async function travel(seconds: number): Promise<void> {
    await api.chain.travel(seconds)
    await api.services.clock.refresh()
  }

  async function run(...args: string[]) {
    const yes = ['account', 'check'].includes(args[0] ?? '') ? [] : ['--yes']
    const ended = await cli.run(['tasks', ...args, ...yes, '--json'], { wallet: wallet.privateKey })
    return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) as unknown }
  }
})
