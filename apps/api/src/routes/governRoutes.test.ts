import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ContractCall, type GovernanceAddresses, gTokenAbi, readAudits, stakedGTokenAbi } from '@infinitio/chain'
import { createChainClient, forwardTime, genesisTable, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, registerCall, type TestKey, testKey } from '@infinitio/chain/test'
import { nodeIdOf } from '@infinitio/domain'
import { createWalletClient, encodeFunctionData, http, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const isLong = process.env.TEST_LONG === '1'

let api: TestApi
let governance: GovernanceAddresses
let cli: TestCli
beforeAll(async () => {
  api = await startTestApi()
  cli = startCli(api)
})
afterAll(async () => {
  cli.stop()
  await api.stop()
})

const none = `0x${'0'.repeat(40)}`
const g = (whole: number) => parseEther(`${whole}`).toString()

describe('the DAO', () => {
  test('is null before it is deployed, while the reserve already has values', async () => {
    const before = await api.client.getGovern()
    expect(before.dao).toBeNull()
    expect(BigInt(before.reserve.surplus)).toBe(BigInt(before.reserve.reserve) - BigInt(before.reserve.supply))
    const account = api.accounts.renter.address.toLowerCase()
    expect(await api.client.listDelegates()).toMatchObject({ items: [], quorum: '0', nextCursor: null })
    expect(await api.client.getVesting()).toMatchObject({ items: [], genesis: '0' })
    expect(await api.client.getTreasury()).toMatchObject({ account: null, days: [], moves: [] })
    expect(await api.send('GET', `/govern/delegates/${account}`)).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    expect(await api.client.getGovernAccount(account)).toMatchObject({ account, stake: null })
    expect(await api.client.listCarbon()).toMatchObject({ contracts: null, limits: null, items: [], nextCursor: null })
    expect(await api.send('GET', '/govern/accounts/0x12')).toMatchObject({ status: 400, body: { code: 'api.bad_address' } })
  })

  test('has the values of its contracts', async () => {
    const { deployer, provider } = api.chain.keys
    governance = await deployTestGovernance(api.chain, { stakes: { voters: [provider.address], stakePerVoter: parseEther('2000000') } })
    await api.services.clock.refresh()
    const { dao } = await api.client.getGovern()
    expect(dao).toMatchObject({
      contracts: governance,
      supply: expect.stringMatching(/^1000000\d{20}$/),
      staked: g(2_000_000),
      unstaking: '0',
      vesting: g(80_000_000),
      treasury: { g: g(10_000_000), pToken: '0' },
      interest: { bps: 300, mostThisYear: g(3_000_000) },
      rules: {
        ...{ votingDelay: 86_400, votingPeriod: 5 * 86_400, timelockDelay: 2 * 86_400, holderChangeDelay: 4 * 86_400, unstakingSeconds: 14 * 86_400 },
        ...{ quorum: g(4_000_000), proposalThreshold: '0', proposalBond: g(1_000), fullPowerStake: g(10_000_000) },
        guardian: deployer.address,
      },
    })
    const supply = parseEther('100000000') + BigInt(dao?.interest.mintedThisYear ?? 0)
    expect(dao?.supply).toBe(supply.toString())
  })

  test('knows what an account stakes, delegates, takes out and earns, and whether that is final', async () => {
    const account = api.accounts.provider.address.toLowerCase()
    const read = async () => (await api.client.getGovernAccount(account)).stake
    expect(await read()).toMatchObject({
      ...{ final: false, wallet: '0', staked: g(2_000_000), bonded: '0', votes: g(2_000_000), delegate: account, unstaking: '0', releaseAt: null },
    })
    const stranger = api.accounts.stranger.address.toLowerCase()
    await send({ functionName: 'unstake', args: [parseEther('500000')] })
    await send({ functionName: 'delegate', args: [api.accounts.stranger.address] })
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    const { timestamp } = await client.getBlock()
    const unstaked = await read()
    expect(unstaked).toMatchObject({ staked: g(1_500_000), votes: '0', delegate: stranger, unstaking: g(500_000), final: false })
    const releaseAt = unstaked?.releaseAt ?? 0
    expect(Math.abs(releaseAt - Number(timestamp) - 14 * 86_400)).toBeLessThan(60)
    expect((await api.client.getGovernAccount(stranger)).stake).toMatchObject({ votes: g(1_500_000), staked: '0', delegate: none })
    await finalise(await client.getBlockNumber())
    expect(await read()).toMatchObject({ final: true })
    await forwardTime(client, { seconds: 15n * 86_400n })
    const later = await read()
    expect(BigInt(later?.interest ?? 0)).toBeGreaterThan(BigInt(unstaked?.interest ?? 0))
    expect(later?.final).toBe(true)
    await send({ functionName: 'withdraw', args: [api.accounts.provider.address] })
    expect(await read()).toMatchObject({ wallet: g(500_000), unstaking: '0', releaseAt: null, final: false })
  })

  test('takes the stake, delegation, leave and claim of a wallet by command', async () => {
    const { provider } = api.accounts
    const wallet = api.chain.keys.provider.privateKey
    const run = async (...args: string[]) => {
      const ended = await cli.run(['govern', ...args, '--json'], { wallet })
      return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) }
    }
    expect(await run('stake', '100.5')).toMatchObject({ json: { error: { code: 'wallet.not_confirmed' } } })
    expect(await run('stake', '100.5', '--yes')).toMatchObject({ code: 0, json: { txHash: expect.stringMatching(/^0x/) } })
    expect(await run('delegate', provider.address, '--yes')).toMatchObject({ code: 0 })
    expect(await run('unstake', '0.5', '--yes')).toMatchObject({ code: 0 })
    expect(await run('claim', '--yes')).toMatchObject({ code: 0 })
    expect(await run('withdraw', '--yes')).toMatchObject({ json: { error: { code: 'chain.transaction_reverted' } } })
    const { stake } = (await run('account')).json
    expect(stake).toMatchObject({ staked: g(1_500_100), votes: g(1_500_100), unstaking: parseEther('0.5').toString() })
    expect(BigInt(stake.wallet)).toBeGreaterThan(parseEther('499899.5'))
    expect((await run('show')).json.dao.staked).toMatch(/^\d+$/)
  })

  test('lists proofs of green energy, and where their audits stand', async () => {
    const { carbonRegistry } = (await readAudits(chainClient(), api.chain.addresses.directory)) ?? {}
    if (carbonRegistry === undefined) throw new Error('the DAO has a carbon registry')
    expect(await api.client.listCarbon()).toMatchObject({ contracts: { carbonRegistry }, limits: { bond: g(1_000), auditors: 3 }, items: [] })
    const nodeKey = testKey('green node').address
    const { provider, deployer } = api.chain.keys
    await sendAs(provider, registerCall({ chain: api.chain, nodeKey }))
    const transfer = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [provider.address, parseEther('3000')] })
    await sendAs(deployer, { to: governance.gToken, data: transfer })
    const now = Number((await chainClient().getBlock()).timestamp)
    const nodes = [nodeIdOf({ provider: provider.address, nodeKey })]
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-proof-'))
    for (const name of ['first', 'second', 'meter']) writeFileSync(join(folder, name), name)
    const iso = (seconds: number) => new Date(seconds * 1_000).toISOString()
    const file = async (name: string, coverage: string) => {
      const what = ['--source', 'wind', '--certificate', join(folder, name), '--meter', join(folder, 'meter'), '--coverage', coverage]
      const when = ['--from', iso(now - 60), '--until', iso(now + 86_400), '--nodes', ...nodes]
      const ended = await cli.run(['govern', 'proof', 'file', ...what, ...when, '--yes', '--json'], { wallet: provider.privateKey })
      return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) }
    }
    expect(await file('first', '0')).toMatchObject({ json: { error: { code: 'api.invalid_field' } } })
    expect(await file('first', '40')).toMatchObject({ code: 0 })
    expect(await file('second', '40.0')).toMatchObject({ code: 0 })
    rmSync(folder, { recursive: true })
    const page = await api.client.listCarbon({ limit: 1 })
    expect(page.items).toEqual([
      {
        ...{
          id: 2,
          provider: provider.address,
          source: 'wind',
          certificateHash: null,
          coverage: parseEther('0.4').toString(),
        },
        ...{ from: now - 60, until: now + 86_400, state: 'waiting', acceptedAt: null, revokedAt: null, bond: g(1_000) },
        panel: { id: '2', number: 1, size: 3, auditors: [], answers: [], answerUntil: null, accepts: 0, rejects: 0 },
      },
    ])
    expect(await api.client.listCarbon({ cursor: page.nextCursor ?? '' })).toMatchObject({ items: [{ id: 1 }], nextCursor: null })
    expect(await api.send('GET', '/govern/carbon?cursor=2')).toMatchObject({ status: 400, body: { code: 'api.cursor_invalid' } })
    const printed = await cli.run(['govern', 'carbon', '--json'], {})
    expect(JSON.parse(printed.out).items).toHaveLength(2)
  })

  test.skipIf(!isLong)('has bounties, which commands post, claim, submit, withdraw and pay, and shows each step', async () => {
    const { provider, renter } = api.chain.keys
    const bounty = async (key: TestKey, ...args: string[]) => {
      const ended = await cli.run(['bounty', ...args, '--yes', '--json'], { wallet: key.privateKey })
      return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) }
    }
    expect(await api.client.listBounties()).toMatchObject({ contracts: { panels: governance.panels }, items: [], nextCursor: null })
    expect(await api.send('GET', '/govern/bounties/1')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    expect(await api.send('GET', '/govern/bounties?state=lost')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    const transfer = (to: string) => encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [to as `0x${string}`, parseEther('500')] })
    for (const { address } of [provider, renter]) await sendAs(api.chain.keys.deployer, { to: governance.gToken, data: transfer(address) })
    expect(await bounty(provider, 'post', 'tools', '9', '--text', 'Too little')).toMatchObject({ json: { error: { code: 'api.invalid_field' } } })
    const text = 'A tool that measures\nShown by its tests.'
    expect(await bounty(provider, 'post', 'tools', '100', '--text', text)).toMatchObject({ code: 0 })
    expect(await bounty(provider, 'post', 'security', '20', '--text', 'An audit')).toMatchObject({ code: 0 })
    const page = await api.client.listBounties({ limit: 1 })
    expect(page).toMatchObject({
      items: [{ id: 2, title: 'An audit', category: 'security', reward: g(20), state: 'open', isDue: false }],
    })
    expect(await api.client.listBounties({ cursor: page.nextCursor ?? '' })).toMatchObject({
      items: [{ id: 1, byVote: false, claimer: null }],
      nextCursor: null,
    })

    expect(await bounty(provider, 'claim', '1')).toMatchObject({ json: { error: { code: 'chain.transaction_reverted' } } })
    expect(await bounty(renter, 'claim', '1')).toMatchObject({ code: 0 })
    expect(await bounty(renter, 'advance', '1')).toMatchObject({ json: { error: { code: 'chain.transaction_reverted' } } })
    expect(await bounty(provider, 'submit', '1', '--evidence', 'not mine')).toMatchObject({ json: { error: { code: 'chain.transaction_reverted' } } })
    expect(await bounty(renter, 'submit', '1', '--evidence', 'in the second branch')).toMatchObject({ code: 0 })
    expect(await bounty(renter, 'review', '1', '100')).toMatchObject({ json: { error: { code: 'chain.transaction_reverted' } } })
    const reviewed = await api.client.getBounty(1)
    expect(reviewed).toMatchObject({
      state: 'waiting',
      isDue: false,
      text,
      evidence: 'in the second branch',
      claimer: renter.address,
      claimBond: g(5),
    })
    expect(reviewed).toMatchObject({ panel: { size: 3, reviewers: [], answerUntil: null }, owed: [] })
    expect(reviewed.steps.map(({ kind, account }) => [kind, account])).toEqual([
      ['posted', provider.address],
      ['claimed', renter.address],
      ['submitted', renter.address],
      ['asked', null],
    ])
    expect((await api.client.listBounties({ state: 'review' })).items.map(({ id }) => id)).toEqual([1])

    expect(await bounty(renter, 'take-back', '2')).toMatchObject({ json: { error: { code: 'chain.transaction_reverted' } } })
    expect(await bounty(provider, 'take-back', '2')).toMatchObject({ code: 0 })
    expect(await api.client.getBounty(2)).toMatchObject({ state: 'returned', owed: [{ account: provider.address, amount: g(20) }] })
    expect(await bounty(renter, 'pay', provider.address)).toMatchObject({ code: 0 })
    expect(await api.client.getBounty(2)).toMatchObject({ owed: [] })
    expect((await cli.run(['bounty', 'show', '1'], {})).out).toContain('in the second branch')
    expect(JSON.parse((await cli.run(['bounty', 'list', '--state', 'returned', '--json'], {})).out).items).toMatchObject([{ id: 2 }])
  })

  test('shows the votes of each account with the stake behind them, also after a delegation', async () => {
    const { provider, stranger } = api.accounts
    const [one, other] = [provider.address.toLowerCase(), stranger.address.toLowerCase()]
    const { quorum, items } = await api.client.listDelegates()
    expect({ quorum, items }).toMatchObject({ quorum: g(4_000_000), items: [{ account: one, votes: g(1_500_100), delegators: 1 }] })
    await send({ functionName: 'delegate', args: [stranger.address] })
    expect((await api.client.listDelegates({ limit: 1 })).items).toEqual([
      { account: other, name: null, votes: g(1_500_100), delegators: 1, voted: 0 },
    ])
    expect(await api.client.getDelegate(other)).toMatchObject({
      ...{ votes: g(1_500_100), quorum: g(4_000_000), delegatorCount: 1, delegators: [{ account: one, staked: g(1_500_100) }] },
      ...{ record: [], voted: 0, proposals: 0 },
    })
    expect(await api.client.getDelegate(one)).toMatchObject({ votes: '0', delegators: [], delegatorCount: 0 })
    expect((await cli.run(['govern', 'delegates'])).out).toMatch(/0x[0-9a-f]{40} +1,500,100.00 G +37.50 % +1/)
    expect((await cli.run(['govern', 'voter', other])).out).toContain(`${one} 1,500,100.00 G`)
    expect(await api.send('GET', '/govern/delegates?limit=101')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
  })

  test('tells what of genesis has vested, and releases it by command to its beneficiary', async () => {
    const vesting = await api.client.getVesting()
    expect(vesting).toMatchObject({ genesis: g(100_000_000), atOnce: g(20_000_000) })
    expect(vesting.items.map(({ label, amount }) => [label, amount])).toEqual(
      genesisTable.filter((line) => line.vesting !== null).map(({ label, amount }) => [label, amount.toString()]),
    )
    const [treasury, , team] = vesting.items
    const { startAt = 0, endAt = 1, amount = '0', vested = '0' } = treasury ?? {}
    expect(BigInt(vested)).toBe((BigInt(amount) * BigInt(vesting.blockTimestamp - startAt)) / BigInt(endAt - startAt))
    expect(BigInt(vested)).toBeGreaterThan(0n)
    expect(treasury).toMatchObject({ beneficiary: governance.timelock, released: '0', releasable: vested })
    expect(team).toMatchObject({ label: 'Team', vested: '0', releasable: '0' })
    const wallet = api.chain.keys.provider.privateKey
    const release = async (grant: string) => (await cli.run(['govern', 'release', grant, '--yes', '--json'], { wallet })).code
    expect(await release('0')).toBe(0)
    const after = await api.client.getVesting()
    expect(BigInt(after.items[0]?.released ?? 0)).toBeGreaterThanOrEqual(BigInt(vested))
    expect(BigInt(after.items[0]?.releasable ?? 0)).toBeLessThan(BigInt(vested))
    await api.services.clock.refresh()
    expect(BigInt((await api.client.getGovern()).dao?.treasury.g ?? 0)).toBeGreaterThan(BigInt(g(10_000_000)))
    // Grant 2 is before its cliff, so nothing of it can be released. Grant 99 does not exist.
    expect(await release('2')).not.toBe(0)
    expect(await release('99')).not.toBe(0)
    expect((await cli.run(['govern', 'vesting'])).out).toMatch(/Team +18,000,000.00 G +0.00 G/)
  })

  test('is read again with each block', async () => {
    await api.services.clock.refresh()
    const before = await api.client.getGovern()
    expect((await api.client.getGovern()).blockNumber).toBe(before.blockNumber)
    await api.chain.mine(1)
    await api.services.clock.refresh()
    expect((await api.client.getGovern()).blockNumber).toBe(before.blockNumber + 1)
  })

  test.skipIf(!isLong)('has projects proposed, sponsored, voted on, released, given up and paid back by command', async () => {
    const { provider, renter, deployer } = api.chain.keys
    const project = async (key: TestKey, ...args: string[]) => {
      const ended = await cli.run(['project', ...args, '--yes', '--json'], { wallet: key.privateKey })
      return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) }
    }
    const refused = { json: { error: { code: 'chain.transaction_reverted' } } }
    expect(await api.client.listProjects()).toMatchObject({ contracts: { gToken: governance.gToken }, items: [], nextCursor: null })
    expect(await api.send('GET', '/govern/projects/1')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    const propose = (milestones: string) =>
      project(provider, 'propose', '--text', 'A scheduler\nIn two parts.', '--milestones', ...milestones.split(' '))
    expect(await propose('60@10')).toMatchObject(refused)
    expect(await propose('60 @30')).toMatchObject({ json: { error: { code: 'api.invalid_field' } } })
    expect(await propose('60@30 40@60')).toMatchObject({ code: 0 })
    expect(await propose('10@30')).toMatchObject({ code: 0 })
    const page = await api.client.listProjects({ limit: 1 })
    expect(page).toMatchObject({ items: [{ id: 2, goal: g(10), state: 'funding' }] })
    expect(await api.client.listProjects({ cursor: page.nextCursor ?? '' })).toMatchObject({
      items: [{ id: 1, title: 'A scheduler', goal: g(100), milestones: 2 }],
    })

    expect(await project(deployer, 'sponsor', '1', '70')).toMatchObject({ code: 0 })
    expect(await project(renter, 'vote', '1', 'yes')).toMatchObject(refused)
    // The renter offers 50 G, but the project needs only 30 G more. So the contract locks only 30 G.
    expect(await project(renter, 'sponsor', '1', '50')).toMatchObject({ code: 0 })
    expect(await api.client.getProject(1)).toMatchObject({
      ...{ state: 'voting', locked: g(100), held: g(100), milestone: 0, isDue: false },
      sponsors: [
        { account: deployer.address, locked: g(70), votedOn: null },
        { account: renter.address, locked: g(30), votedOn: null },
      ],
    })
    expect(await project(provider, 'reached', '1', '--evidence', 'runs on the test network')).toMatchObject({ code: 0 })
    expect(await project(deployer, 'vote', '1', 'yes', '--reason', 'I saw it')).toMatchObject({ code: 0 })
    expect(await api.client.getProject(1)).toMatchObject({ state: 'approved', isDue: false, yes: g(70), releasableAt: expect.any(Number) })
    expect(await project(deployer, 'quit', '1')).toMatchObject(refused)
    expect(await project(renter, 'quit', '1')).toMatchObject({ code: 0 })
    await api.chain.travel(3 * 86_400 + 1)
    expect(await api.client.getProject(1)).toMatchObject({
      isDue: true,
      held: g(70),
      sponsors: [{ account: deployer.address, agrees: true, votedOn: 0 }],
    })
    expect(await project(renter, 'release', '1')).toMatchObject({ code: 0 })
    const after = await api.client.getProject(1)
    expect(after).toMatchObject({ state: 'voting', milestone: 1, released: g(42), held: g(28) })
    expect(after.steps.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['proposed', g(100)],
      ['sponsored', g(70)],
      ['sponsored', g(30)],
      ['funded', null],
      ['shown', null],
      ['agreed', g(70)],
      ['approved', null],
      ['repaid', g(30)],
      ['released', g(42)],
    ])
    expect(await project(renter, 'abandon', '1')).toMatchObject(refused)
    expect(await project(provider, 'abandon', '1')).toMatchObject({ code: 0 })
    expect(await project(renter, 'refund', '1', deployer.address)).toMatchObject({ code: 0 })
    expect(await api.client.getProject(1)).toMatchObject({ state: 'ended', end: 'abandoned', held: '0', sponsors: [] })
    await api.chain.travel(30 * 86_400)
    // No event reports that the project ended. Its end is only calculated from its deadline.
    expect(await api.client.getProject(2)).toMatchObject({ state: 'ended', end: 'fundingMissed' })
    expect((await cli.run(['project', 'show', '1'], {})).out).toContain('runs on the test network')
    expect(JSON.parse((await cli.run(['project', 'list', '--json'], {})).out).items).toHaveLength(2)
  })
})

/** Sends a transaction of the provider to the staking contract and waits until it is mined. */
async function send(
  call: { functionName: 'unstake'; args: [bigint] } | { functionName: 'delegate' | 'withdraw'; args: [`0x${string}`] },
): Promise<void> {
  const account = privateKeyToAccount(api.chain.keys.provider.privateKey)
  const wallet = createWalletClient({ account, transport: http(api.chain.rpcUrl) })
  const hash = await wallet.writeContract({ address: governance.stakedGToken, abi: stakedGTokenAbi, ...call, gas: 400_000n, chain: null } as never)
  const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
  expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
}

const chainClient = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })

async function sendAs({ privateKey }: TestKey, { to, data }: ContractCall): Promise<void> {
  await sendCalls(chainClient(), { privateKey, calls: [{ what: 'the call', to, data, value: 0n, gas: 900_000n }], timeoutMs: 60_000 })
}

/** Marks blocks up to this number as final, as the follower (the process that copies chain events into the database) would. */
async function finalise(number: bigint): Promise<void> {
  await api.owner.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, $1, $2, $1, true, 0, now())`,
    [number, `0x${'1'.repeat(64)}`],
  )
}
