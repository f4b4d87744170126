import { directoryAbi, type GovernanceAddresses } from '@infinitio/chain'
import { createChainClient, deployGovernance, handOver, shareDevelopmentG } from '@infinitio/chain/node'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCli, type TestCli } from '../test/startCli.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

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

const day = 86_400
const g = (whole: number) => parseEther(`${whole}`).toString()
type Name = 'deployer' | 'provider' | 'renter'

/** What a command of this key's wallet prints, or its error's code and detail. */
async function govern(who: Name, ...args: string[]) {
  const ended = await cli.run(['govern', ...args, '--yes', '--json'], { wallet: api.chain.keys[who].privateKey })
  return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) }
}

describe('proposals', () => {
  test('are none before there is a DAO', async () => {
    expect(await api.client.listProposals()).toMatchObject({ items: [], nextCursor: null })
    expect(await api.send('GET', '/govern/proposals/1')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    expect(await api.send('GET', '/govern/proposals/0x1')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect(await api.send('GET', '/govern/proposals?cursor=0')).toMatchObject({ status: 400, body: { code: 'api.cursor_invalid' } })
  })

  test('are proposed, voted on, queued, waited for and executed by command, and told step by step', async () => {
    const { deployer, provider, renter } = api.chain.keys
    const input = { rpcUrl: api.chain.rpcUrl, addresses: api.chain.addresses, deployerKey: deployer.privateKey }
    const parties = { team: deployer.address, backers: deployer.address, ecosystem: deployer.address, distribution: deployer.address }
    governance = await deployGovernance({ ...input, parties })
    await shareDevelopmentG({ ...input, governance, voters: [provider.address, renter.address] })
    await handOver({ ...input, governance })
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    const feeBps = () => client.readContract({ address: api.chain.addresses.directory, abi: directoryAbi, functionName: 'feeBps' })
    const before = await feeBps()

    expect(await govern('deployer', 'propose', 'fee', '101', '--text', 'Too high')).toMatchObject({ json: { error: { code: 'api.invalid_field' } } })
    expect(await govern('deployer', 'propose', 'fee', '30', '--text', '# A fee of 0.30 %\nFor the treasury.')).toMatchObject({ code: 0 })
    const { items } = await api.client.listProposals()
    expect(items).toMatchObject([
      { number: 1, title: 'A fee of 0.30 %', state: 'pending', proposer: deployer.address, quorum: g(4_000_000), missing: g(4_000_000) },
    ])
    const pending = await api.client.getProposal('1')
    expect(await api.client.getProposal(pending.id)).toEqual(pending)
    expect(pending).toMatchObject({
      ...{ mayPass: true, bond: { amount: g(1_000), state: 'held' }, voters: [], executableAt: null, votesFrom: pending.proposedAt + day },
      calls: [
        {
          ...{ to: api.chain.addresses.directory, contract: 'Directory', function: 'setFeeBps', bounded: true },
          arguments: [{ name: 'newFeeBps', value: '30' }],
          parameters: [{ key: 'feeBps', unit: 'bps', before: before.toString(), after: '30', least: '0', most: '100' }],
        },
      ],
    })
    expect(pending.timeline.map(({ step }) => step)).toEqual(['proposed', 'votesFrom', 'votesUntil'])
    expect(await govern('provider', 'vote', '1', 'for')).toMatchObject({ json: { error: { code: 'chain.transaction_reverted' } } })

    await api.chain.travel(day + 1)
    expect(await govern('provider', 'vote', '1', 'for', '--reason', 'for the treasury')).toMatchObject({ code: 0 })
    expect(await api.client.getProposal('1')).toMatchObject({ state: 'active', votes: { for: g(2_000_000) }, missing: g(2_000_000) })
    expect(await govern('renter', 'vote', '1', 'abstain')).toMatchObject({ code: 0 })
    await finalise(await client.getBlockNumber())
    await api.chain.travel(5 * day)
    const voted = await api.client.getProposal('1')
    expect(voted).toMatchObject({ state: 'succeeded', missing: '0', expiresAt: voted.votesUntil + 14 * day, voterCount: 2 })
    expect(voted.voters).toMatchObject([
      { support: expect.stringMatching(/for|abstain/), votes: g(2_000_000) },
      { support: expect.stringMatching(/for|abstain/), votes: g(2_000_000) },
    ])
    expect(voted.voters.find(({ support }) => support === 'for')).toMatchObject({ voter: provider.address, reason: 'for the treasury' })

    expect(await govern('renter', 'queue', '1')).toMatchObject({ code: 0 })
    expect(await api.client.getProposal('1')).toMatchObject({ state: 'queued', bond: { state: 'held' } })
    expect(await govern('renter', 'execute', '1')).toMatchObject({ json: { error: { code: 'chain.transaction_reverted' } } })
    await api.chain.travel(2 * day)
    expect(await govern('renter', 'execute', '1')).toMatchObject({ code: 0 })
    expect(await feeBps()).toBe(30)
    expect((await api.client.getProposal('1')).bond.state).toBe('returnable')
    expect(await govern('renter', 'bond', '1')).toMatchObject({ code: 0 })
    const ended = await api.client.getProposal('1')
    expect(ended).toMatchObject({ state: 'executed', bond: { state: 'returned' }, expiresAt: null })
    expect(ended.calls?.[0]?.parameters).toMatchObject([{ before: before.toString(), after: '30' }])
    expect(ended.timeline.map(({ step, final }) => [step, final])).toEqual([
      ['proposed', true],
      ['votesFrom', null],
      ['votesUntil', null],
      ['queued', false],
      ['due', null],
      ['executed', false],
      ['bondReturned', false],
    ])
  })

  test('are listed newest first, page by page, and one that few vote for is defeated', async () => {
    expect(await govern('deployer', 'propose', 'quorum', '5000000', '--text', 'More must vote')).toMatchObject({ code: 0 })
    expect(await govern('deployer', 'propose', 'shares', '9000', '2000', '--text', 'Both')).toMatchObject({
      json: { error: { code: 'api.invalid_field' } },
    })
    const first = await api.client.listProposals({ limit: 1 })
    expect(first).toMatchObject({ items: [{ number: 2, title: 'More must vote', state: 'pending' }], nextCursor: '2' })
    expect(await api.client.listProposals({ limit: 1, cursor: '2' })).toMatchObject({ items: [{ number: 1, state: 'executed' }], nextCursor: null })
    await api.chain.travel(7 * day)
    expect(await api.client.getProposal('2')).toMatchObject({
      ...{ state: 'defeated', missing: g(4_000_000), bond: { state: 'returnable' } },
      calls: [{ contract: 'Governor', parameters: [{ key: 'quorum', before: g(4_000_000), after: g(5_000_000) }] }],
    })
    const shown = await cli.run(['govern', 'proposals'])
    expect(shown.out).toMatch(/2 {2}defeated .*More must vote\n *1 {2}executed/s)
    expect((await cli.run(['govern', 'proposal', '1'])).out).toMatch(/feeBps +\d+ → 30 bps/)
  })
})

/** Stands in for the follower: blocks up to this one are final. */
async function finalise(number: bigint): Promise<void> {
  await api.owner.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, $1, $2, $1, true, 0, now())`,
    [number, `0x${'1'.repeat(64)}`],
  )
}
