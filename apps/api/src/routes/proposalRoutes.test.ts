import {
  boundedParameters,
  carbonRegistryAbi,
  classCatalogAbi,
  directoryAbi,
  emissionAbi,
  type GovernanceAddresses,
  gTokenAbi,
  infinitioGovernorAbi,
  nameKey,
  pTokenAbi,
  readAudits,
  testStablecoinAbi,
  upgradeAbi,
} from '@infinitio/chain'
import { auditStart, createChainClient, emissionStart, developmentGenesisTable, handOver, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, registerCall, testKey } from '@infinitio/chain/test'
import { address, nodeIdOf } from '@infinitio/domain'
import { metrics } from '@infinitio/process'
import { governMove, madeProposal, openExitAccess, proposalDescription, proposalId } from '@infinitio/sdk/governance'
import {
  createWalletClient,
  encodeAbiParameters,
  encodeErrorResult,
  encodeFunctionData,
  type Hex,
  http,
  keccak256,
  numberToHex,
  parseAbi,
  parseEther,
  size,
  slice,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDaoMetrics } from '../metrics/startDaoMetrics.ts'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const isLong = process.env.TEST_LONG === '1'

let api: TestApi
let governance: GovernanceAddresses
let cli: TestCli
beforeAll(async () => {
  api = await startTestApi({ keepsState: true })
  cli = startCli(api)
})
afterAll(async () => {
  cli.stop()
  await api.stop()
})

const day = 86_400
const g = (whole: number) => parseEther(`${whole}`).toString()
type Name = 'deployer' | 'provider' | 'renter'

/** Runs a `govern` command with the wallet of this key. Returns its JSON output, or the code and detail of its error. */
async function govern(who: Name, ...args: string[]) {
  const ended = await cli.run(['govern', ...args, '--yes', '--json'], { wallet: api.chain.keys[who].privateKey })
  return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) }
}

describe('proposals', () => {
  test('form an empty list before the DAO is deployed', async () => {
    expect(await api.client.listProposals()).toMatchObject({ items: [], nextCursor: null })
    expect(await api.send('GET', '/govern/proposals/1')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    expect(await api.send('GET', '/govern/proposals/0x1')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect(await api.client.getParameters()).toMatchObject({ items: [] })
    expect(await api.send('GET', '/govern/proposals?cursor=2')).toMatchObject({ status: 400, body: { code: 'api.cursor_invalid' } })
  })

  test('are proposed, voted on, queued, waited for and executed by command, and told step by step', async () => {
    const { deployer, provider, renter } = api.chain.keys
    const input = { rpcUrl: api.chain.rpcUrl, addresses: api.chain.addresses, deployerKey: deployer.privateKey }
    const stakes = { voters: [provider.address, renter.address], stakePerVoter: parseEther('2000000') }
    governance = await deployTestGovernance(api.chain, { table: developmentGenesisTable, stakes })
    await handOver({ ...input, governance })
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    const feeBps = () => client.readContract({ address: api.chain.addresses.directory, abi: directoryAbi, functionName: 'feeBps' })
    const before = await feeBps()

    expect(await govern('deployer', 'propose', 'fee', '101', '--text', 'Too high')).toMatchObject({ json: { error: { code: 'api.invalid_field' } } })
    const propose = ['propose', 'fee', '30', '--text', '# A fee of 0.30 %\nFor the treasury.'] as const
    // The deployer has many delegated votes but no stake. A proposal's bond must come from a stake of the proposer, so the first attempt fails.
    expect(await govern('deployer', ...propose)).toMatchObject({ json: { error: { detail: `StakedGToken_BondNotCovered(0, ${g(1_000)})` } } })
    expect(await govern('deployer', 'stake', '1000')).toMatchObject({ code: 0 })
    expect(await govern('deployer', ...propose)).toMatchObject({ code: 0 })
    const stakeOf = async () => (await api.client.getGovernAccount(deployer.address)).stake
    expect(await stakeOf()).toMatchObject({ staked: g(1_000), bonded: g(1_000), votes: g(1_000) })
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
    // Accounts with votes are notified. The deployer has staked 1,000 G itself, which counts as votes, so it is notified, too.
    const news = await api.services.governance.readVoteNotifications(() => true)
    const voters = expect.arrayContaining([provider.address, renter.address])
    expect(news.votes).toEqual([
      { step: 'opened', proposal: 1, title: 'A fee of 0.30 %', until: pending.votesUntil, isSupported: true, voted: voters },
    ])
    expect([...news.members].sort()).toEqual([deployer.address, provider.address, renter.address].sort())
    expect((await api.services.governance.readVoteNotifications(() => false)).members).toEqual([])
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
    expect(await stakeOf()).toMatchObject({ staked: g(1_000), bonded: '0' })
    const ended = await api.client.getProposal('1')
    const last = ended.timeline.find(({ step }) => step === 'executed')?.txHash ?? ''
    const { logs } = await api.client.getTransaction(last)
    expect(logs.find(({ name }) => name === 'ProposalExecuted')).toMatchObject({ args: { proposal: 1, proposalId: ended.id } })
    expect(logs.map(({ name }) => name)).toContain('CallExecuted')
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

  test('leave a history with the parameters that they changed', async () => {
    const { items } = await api.client.getParameters()
    const values = items.flatMap((item) => item.values)
    expect(values.filter(({ value, least, most }) => value === null || BigInt(value) < BigInt(least) || BigInt(value) > BigInt(most))).toEqual([])
    expect(values).toHaveLength(32)
    // The first values of a parameter come from an event, or if there was none, from the contract's code (`atCreation`).
    for (const { name, atCreation } of boundedParameters) {
      const item = items.find((found) => found.name === name)
      if (atCreation === undefined) expect(item?.history.at(-1), name).toMatchObject({ proposal: null })
      else expect(item?.values.map(({ value }) => value)).toEqual(atCreation.map(String))
    }
    const of = (name: string) => items.find((item) => item.name === name)
    const [vote] = of('fee')?.history ?? []
    expect(of('fee')).toMatchObject({ contract: 'directory', function: 'setFeeBps', to: api.chain.addresses.directory, values: [{ value: '30' }] })
    // The constructor of the Directory set the fee before the DAO existed, so no proposal set it, and there is no earlier value.
    expect(of('fee')?.history.slice(1)).toMatchObject([{ proposal: null, final: true, values: [{ key: 'feeBps', before: null, after: '25' }] }])
    expect(vote).toMatchObject({ proposal: { number: 1 }, final: false, values: [{ key: 'feeBps', before: '25', after: '30' }] })
    expect(vote?.txHash).toBe((await api.client.getProposal('1')).timeline.find(({ step }) => step === 'executed')?.txHash)
    // The constructors of the DAO's contracts set the first values, so these values come from no proposal.
    expect(of('emission')?.values.map(({ value }) => value)).toEqual(Object.values(emissionStart.parameters).map(String))
    expect(of('emission-limits')?.values.map(({ value }) => value)).toEqual(Object.values(emissionStart.limits).map(String))
    expect(of('emission')?.history).toMatchObject([
      { proposal: null, final: true, values: expect.arrayContaining([expect.objectContaining({ before: null })]) },
    ])
    for (const [name, start] of [
      ['beacon', auditStart.beacon],
      ['panels', auditStart.panels],
      ['carbon', auditStart.carbon],
    ] as const)
      expect(of(name)?.values.map(({ value }) => value)).toEqual(Object.values(start).map(String))
    expect(of('carbon')?.history).toMatchObject([{ proposal: null }])
    expect(of('quorum')?.history).toMatchObject([{ proposal: null, values: [{ key: 'quorum', before: null, after: g(4_000_000) }] }])
    const shown = await cli.run(['govern', 'parameters', 'fee'])
    expect(shown.out).toMatch(/fee +Fee that renter and provider each pay +30 +0 to 100 +bps.*each pay +25 → 30 +proposal 1/s)
    expect((await cli.run(['govern', 'parameters'])).out).toMatch(/emission +Exponent γ.* +1\.5 +1\.1 to 4 +factor/)
    expect((await cli.run(['govern', 'parameters', 'nothing'])).err).toContain('api.not_found')
  })

  test('say what was before them also when the chain was started again and keeps no state of then', async () => {
    const changes = async () => (await api.client.getProposal('1')).calls?.[0]?.parameters
    const before = await changes()
    await api.chain.restart()
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    const executed = (await api.client.getProposal('1')).timeline.find(({ step }) => step === 'executed')
    const { blockNumber } = await client.getTransactionReceipt({ hash: executed?.txHash as Hex })
    const fee = { address: api.chain.addresses.directory, abi: directoryAbi, functionName: 'feeBps' } as const
    await expect(client.readContract({ ...fee, blockNumber: blockNumber - 1n })).rejects.toThrow()
    expect(before).toMatchObject([{ key: 'feeBps', before: '25', after: '30' }])
    expect(await changes()).toEqual(before)
  })

  test('appear in the record of each voter, with the reason', async () => {
    const { provider } = api.chain.keys
    const delegate = await api.client.getDelegate(provider.address)
    expect(delegate).toMatchObject({ votes: g(2_000_000), voted: 1, proposals: 1 })
    expect(delegate.record).toMatchObject([
      { number: 1, title: 'A fee of 0.30 %', support: 'for', votes: g(2_000_000), reason: 'for the treasury', txHash: expect.stringMatching(/^0x/) },
    ])
    // Sort by the number of votes cast. Searching finds a part of an address in any letter case.
    const byVotes = await api.client.listDelegates({ sort: 'voted' })
    expect(byVotes).toMatchObject({ opened: 1, items: [{ voted: 1 }, { voted: 1 }, { voted: 0 }] })
    const found = await api.client.listDelegates({ text: provider.address.slice(4, 20).toUpperCase() })
    expect(found.items).toMatchObject([{ account: provider.address, voted: 1, name: null }])
    const listed = await api.client.listProposals({ state: 'executed', text: 'fee', account: provider.address })
    expect(listed.items).toMatchObject([{ number: 1, own: { votes: g(2_000_000), support: 'for' } }])
    expect(await api.client.listProposals({ state: 'open' })).toMatchObject({ items: [], nextCursor: null })
    expect(await govern('deployer', 'stake', '2999000')).toMatchObject({ code: 0 })
    expect((await api.client.listDelegates()).items.map(({ votes }) => votes)).toEqual([g(3_000_000), g(2_000_000), g(2_000_000)])
    const { items, nextCursor } = await api.client.listDelegates({ limit: 1 })
    expect(items).toMatchObject([{ account: api.chain.keys.deployer.address }])
    expect((await api.client.listDelegates({ cursor: nextCursor ?? '' })).items.map(({ account }) => account)).not.toContain(items[0]?.account)
  })

  test('are listed newest first, page by page, and one that few vote for is defeated', async () => {
    expect(await govern('deployer', 'propose', 'quorum', '5000000', '--text', 'More must vote')).toMatchObject({ code: 0 })
    for (const apart of [
      ['shares', '9000', '2000'],
      ['panels', '1000', '200', '201'],
      ['panels', '1000', '1001'],
      ['carbon', '1000', '20', '5000', '86400', '4'],
    ])
      expect(await govern('deployer', 'propose', ...apart, '--text', 'Both')).toMatchObject({ json: { error: { code: 'api.invalid_field' } } })
    const first = await api.client.listProposals({ limit: 1 })
    expect(first).toMatchObject({ items: [{ number: 2, title: 'More must vote', state: 'pending' }] })
    expect(await api.client.listProposals({ limit: 1, cursor: first.nextCursor ?? '' })).toMatchObject({
      items: [{ number: 1, state: 'executed' }],
      nextCursor: null,
    })
    await api.chain.travel(7 * day)
    expect(await api.client.getProposal('2')).toMatchObject({
      ...{ state: 'defeated', missing: g(4_000_000), bond: { state: 'returnable' } },
      calls: [{ contract: 'Governor', parameters: [{ key: 'quorum', before: g(4_000_000), after: g(5_000_000) }] }],
    })
    const shown = await cli.run(['govern', 'proposals'])
    expect(shown.out).toMatch(/2 {2}defeated .*More must vote\n *1 {2}executed/s)
    expect((await cli.run(['govern', 'proposal', '1'])).out).toMatch(/Fee that renter and provider each pay .* → 0.30 %/)
  })

  test('for emission require all its values, and cost their bond after a veto of the guardian', async () => {
    const values = ['0.003', '0.8', '10000', '20', '0.8', '0.05', '1.5', '0.1']
    expect(await govern('deployer', 'propose', 'emission', ...values.slice(1), '--text', 'x')).toMatchObject({
      json: { error: { code: 'api.invalid_field' } },
    })
    expect(await govern('deployer', 'propose', 'emission', ...values, '--text', 'More for serving')).toMatchObject({ code: 0 })
    const proposal = await api.client.getProposal('3')
    const changed = proposal.calls?.[0]?.parameters.filter(({ before, after }) => before !== after)
    expect(changed).toMatchObject([{ key: 'basePerGpuHour', unit: 'pt', before: '2000000000000000', after: '3000000000000000' }])
    expect(proposal.calls).toMatchObject([{ contract: 'Emission', function: 'setParameters', bounded: true }])
    const made = madeProposal(proposal)
    if (made === null) throw new Error('one call is short')
    const args = [made.calls.map(({ to }) => to), made.calls.map(({ value }) => value), made.calls.map(({ data }) => data)] as const
    const veto = encodeFunctionData({ abi: infinitioGovernorAbi, functionName: 'veto', args: [...args, made.descriptionHash, 'too dear'] })
    await send(governance.governor, veto)
    const endMetrics = startDaoMetrics(api.services.governance)
    expect(await metrics.text()).toMatch(/^infinitio_proposals_vetoed 1$/m)
    endMetrics()
    const vetoed = await api.client.getProposal('3')
    expect(vetoed).toMatchObject({ state: 'vetoed', bond: { state: 'treasury' } })
    const { stake } = await api.client.getGovernAccount(api.chain.keys.deployer.address)
    expect(stake).toMatchObject({ staked: g(2_999_000), bonded: g(1_000) })
    // A veto emits a cancel event, too. The timeline must show only the veto, with its reason.
    expect(vetoed.timeline.map(({ step, reason }) => [step, reason])).toEqual([
      ['proposed', null],
      ['vetoed', 'too dear'],
    ])
  })

  test.skipIf(!isLong)('without a parameter show their effect, and whether their calls would succeed', async () => {
    const { renter } = api.chain.keys
    const to = renter.address
    const text = ['--text', 'For all'] as const
    expect(await govern('deployer', 'propose-grant', to, '0', '--from', 'treasury-g', ...text)).toMatchObject({
      json: { error: { code: 'api.invalid_field' } },
    })
    const wanted = [
      [['propose-grant', to, '1000', '--from', 'treasury-g'], { kind: 'grant', source: 'treasuryG', to, amount: g(1_000) }, null],
      [
        ['propose-grant', to, '5', '--from', 'treasury-pt'],
        { kind: 'grant', source: 'treasuryPt', before: '0', after: null },
        'ERC20InsufficientBalance',
      ],
      [['propose-grant', to, '1000000000', '--from', 'surplus'], { kind: 'grant', source: 'surplus', after: null }, 'Emission_SurplusTooLow'],
      [
        ['propose-class', 'RTX PRO 6000', '96', '1.8'],
        { kind: 'class', name: 'RTX PRO 6000', vramGib: 96, pricePerGpuSecond: '500000000000000' },
        null,
      ],
      [
        ['propose-price', '0', '3.6'],
        { kind: 'price', classId: 0, name: expect.any(String), before: expect.any(String), after: '1000000000000000' },
        null,
      ],
      [['propose-price', '255', '3.6'], { kind: 'price', classId: 255, name: null, before: null }, 'ClassCatalog_ClassUnknown'],
      [['propose-region', 'Mars'], { kind: 'region', name: 'Mars' }, null],
      [['propose-entry', 'Guardian', to], { kind: 'entry', name: 'Guardian', before: `0x${'0'.repeat(40)}`, after: to }, null],
      [
        ['propose-upgrade', 'classCatalog', to],
        { kind: 'upgrade', contract: 'ClassCatalog', before: expect.stringMatching(/^0x[0-9a-f]{40}$/), after: to, calls: false },
        'FailedCall',
      ],
      // A call from the governor to itself waits in the governor's queue.
      [['propose', 'quorum', '6000000'], null, null],
    ] as const
    for (const [at, [args, effect, error]] of wanted.entries()) {
      expect(await govern('deployer', ...args, '--text', `Act ${at}`), args[0]).toEqual({ code: 0, json: { txHash: expect.any(String) } })
      const { number } = (await api.client.listProposals({ limit: 1 })).items[0] ?? { number: 0 }
      const proposal = await api.client.getProposal(`${number}`)
      expect(proposal.calls?.[0]?.effect, args[0]).toEqual(effect === null ? null : expect.objectContaining(effect))
      const simulation = await api.client.simulateProposal(`${number}`)
      if (error === null) expect(simulation, args[0]).toMatchObject({ outcome: 'succeeds', failure: null })
      else expect(simulation, args[0]).toMatchObject({ outcome: 'fails', failure: { call: 0, error } })
    }
    // A bounty needs two calls: the treasury approves the reward, then the contract posts the
    // bounty.
    const asBounty = ['propose-bounty', 'tools', '100', '--wanted', 'A tool\nthat measures', '--open-days', '60'] as const
    expect(await govern('deployer', ...asBounty, '--text', 'A bounty')).toMatchObject({ code: 0 })
    const [newest] = (await api.client.listProposals({ limit: 1 })).items
    const { calls } = await api.client.getProposal(`${newest?.number}`)
    expect(calls?.map((call) => [call.contract, call.function])).toEqual([
      ['GToken', 'approve'],
      ['Bounties', 'post'],
    ])
    expect(calls?.map(({ effect }) => effect)).toMatchObject([
      { kind: 'allowance', name: 'Bounties', amount: g(100) },
      { kind: 'bounty', category: 'tools', reward: g(100), workSeconds: 14 * day, text: 'A tool\nthat measures' },
    ])
    expect(await api.client.simulateProposal(`${newest?.number}`)).toMatchObject({ outcome: 'succeeds' })
    expect(await api.client.simulateProposal('1')).toMatchObject({ outcome: 'ended', failure: null })
    expect(await api.send('GET', '/govern/proposals/999/simulation')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    expect((await cli.run(['govern', 'simulate', '5'])).out).toMatch(/would fail. Call 1: ERC20InsufficientBalance/)
    expect((await cli.run(['govern', 'proposal', '4'])).out).toMatch(/Grant +1,000.00 G from the treasury .*which leaves 10,000,000.00/)
  })

  test('simulate several calls together, and name the one that fails', async () => {
    const { directory, classCatalog, pToken } = api.chain.addresses
    const fee = encodeFunctionData({ abi: directoryAbi, functionName: 'setFeeBps', args: [31] })
    const tooHigh = encodeFunctionData({ abi: directoryAbi, functionName: 'setFeeBps', args: [9_999] })
    const region = encodeFunctionData({ abi: classCatalogAbi, functionName: 'addRegion', args: ['Moon'] })
    const price = (id: number) => encodeFunctionData({ abi: classCatalogAbi, functionName: 'setReferencePrice', args: [id, 5n] })
    const add = encodeFunctionData({ abi: classCatalogAbi, functionName: 'addClass', args: ['New', 8, 1n] })
    const [next] = await createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 }).multicall({
      ...{ deployless: true, allowFailure: false },
      contracts: [{ address: classCatalog, abi: classCatalogAbi, functionName: 'classCount' }],
    })
    // The proposal first adds a class and then sets the price of that class, in a later call.
    const together = [directory, fee, classCatalog, add, classCatalog, price(Number(next)), classCatalog, region]
    expect(await api.client.simulateProposal(await propose(...together))).toMatchObject({ outcome: 'succeeds' })
    const failing = await api.client.simulateProposal(await propose(...together, directory, tooHigh, directory, fee))
    expect(failing).toMatchObject({ outcome: 'fails', failure: { call: 4, error: 'Directory_FeeTooHigh', arguments: ['9999', '100'] } })
    // The simulation changed nothing on the chain. Two more calls must fail when they are simulated: one to an address that does not have this function, and
    // one that uses up all gas.
    expect((await api.client.getParameters()).items.find(({ name }) => name === 'fee')).toMatchObject({ values: [{ value: '30' }] })
    expect(await api.client.simulateProposal(await propose(pToken, '0x12345678'))).toMatchObject({
      ...{ outcome: 'fails', failure: { call: 0, error: 'FailedCall' } },
    })
    const looping = await deploy('0x5b600056')
    expect(await api.client.simulateProposal(await propose(looping, '0x12345678'))).toMatchObject({ outcome: 'fails', failure: { call: 0 } })
    // This contract asks its caller to fetch data from a server (ERC-3668). The simulation must fetch nothing.
    const asking = encodeErrorResult({
      abi: parseAbi(['error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callback, bytes extra)']),
      args: [directory, [`${api.url}/never`], '0x', '0x12345678', '0x'],
    })
    expect(await api.client.simulateProposal(await propose(await deploy(revertWith(asking)), '0x12345678'))).toMatchObject({
      outcome: 'fails',
      failure: { call: 0, error: '', arguments: ['0x556f1830'] },
    })
  })

  test('checks calls that nobody has proposed: what they change, whether they would fail, and how', async () => {
    const { directory, classCatalog } = api.chain.addresses
    const written = (to: string, data: Hex) => ({ to, value: '0', data })
    const fee = (bps: number) => written(directory, encodeFunctionData({ abi: directoryAbi, functionName: 'setFeeBps', args: [bps] }))
    const same = await api.client.checkProposalDraft({ calls: [fee(30)] })
    expect(same).toMatchObject({ outcome: 'succeeds', failure: null, mayPass: true, calls: [{ parameters: [{ before: '30', after: '30' }] }] })
    const transfer = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [directory, parseEther('99999999999')] })
    const tooMuch = await api.client.checkProposalDraft({ calls: [fee(31), written(governance.gToken, transfer)] })
    expect(tooMuch).toMatchObject({
      outcome: 'fails',
      failure: { call: 1, error: 'ERC20InsufficientBalance' },
      calls: [{}, { effect: { kind: 'grant' } }],
    })
    expect(await govern('deployer', 'propose', 'fee', '30', '--text', 'No change')).toMatchObject({ json: { error: { code: 'api.invalid_field' } } })
    const region = encodeFunctionData({ abi: classCatalogAbi, functionName: 'addRegion', args: ['Mars'] })
    expect(await api.client.checkProposalDraft({ calls: [written(classCatalog, region)] })).toMatchObject({
      calls: [{ effect: { kind: 'region', name: 'Mars' } }],
    })
  })

  test('refuses drafts that would keep the simulator busy, and fetches nothing for one', async () => {
    const { directory } = api.chain.addresses
    const calls = (count: number, data = '0x12345678') => Array.from({ length: count }, () => ({ to: directory, value: '0', data }))
    for (const wrong of [[], calls(11), calls(1, '0x123'), calls(1, `0x${'00'.repeat(8_193)}`), [{ to: directory, value: '-1', data: '0x' }]])
      expect(await api.send('POST', '/govern/drafts', { body: { calls: wrong } })).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    const looping = await deploy('0x5b600056')
    expect(await api.client.checkProposalDraft({ calls: [{ to: looping, value: '0', data: '0x12345678' }] })).toMatchObject({
      ...{ outcome: 'fails', failure: { call: 0 } },
    })
  })

  test.skipIf(!isLong)('show the values before them by events, whatever came later, and also after the chain was started again', async () => {
    const { directory, classCatalog, nodeRegistry, pToken } = api.chain.addresses
    const { renter, deployer } = api.chain.keys
    const { carbonRegistry } = (await readAudits(chainClient(), directory)) ?? expect.unreachable()
    expect(await govern('deployer', 'stake', '4000000')).toMatchObject({ code: 0 })
    await keepCertificate(carbonRegistry)
    const entry = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey('Adviser'), renter.address] })
    const price = encodeFunctionData({ abi: classCatalogAbi, functionName: 'setReferencePrice', args: [1, 5n] })
    const grantG = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [renter.address, parseEther('1000')] })
    const grantPt = encodeFunctionData({ abi: emissionAbi, functionName: 'grant', args: [renter.address, 1_000n] })
    const programme = ['0x11'.padEnd(66, '0') as Hex, 0xffffffff, 0xffffffff, 5n] as const
    const create = encodeFunctionData({ abi: emissionAbi, functionName: 'createProgramme', args: programme })
    const revoke = encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'revoke', args: [1n, 'Sold twice'] })
    const code = await sameCodeElsewhere(nodeRegistry)
    const upgrade = encodeFunctionData({ abi: upgradeAbi, functionName: 'upgradeToAndCall', args: [code, '0x'] })
    const { gToken, emission } = governance
    const calls = [directory, entry, classCatalog, price, classCatalog, price, gToken, grantG, emission, grantPt, carbonRegistry, revoke]
    const id = await propose(...calls, nodeRegistry, upgrade, emission, create)
    const effects = async () => (await api.client.getProposal(id)).calls?.map(({ effect }) => effect)
    await api.chain.travel(day + 1)
    for (const who of ['provider', 'renter', 'deployer'] as const) expect(await govern(who, 'vote', id, 'for')).toMatchObject({ code: 0 })
    await api.chain.travel(5 * day)
    expect(await govern('renter', 'queue', id)).toMatchObject({ code: 0 })
    await api.chain.travel(2 * day)
    // Read the effects of the proposal before its execution. At that time they come from the current state of the contracts.
    const before = await effects()
    expect(before).toMatchObject([
      { kind: 'entry', name: 'Adviser', before: `0x${'0'.repeat(40)}`, after: renter.address },
      { kind: 'price', classId: 1, after: '5' },
      { kind: 'price', classId: 1, after: '5' },
      { kind: 'grant', source: 'treasuryG', before: expect.stringMatching(/^[1-9]/), after: expect.any(String) },
      { kind: 'grant', source: 'surplus', before: expect.stringMatching(/^[1-9]/), after: expect.any(String) },
      { kind: 'revocation', source: 'wind', before: parseEther('0.4').toString(), slashed: g(500) },
      { kind: 'upgrade', contract: 'NodeRegistry', before: expect.stringMatching(/^0x/), after: code },
      { kind: 'programme', name: '', classId: null, regionId: null, perEpoch: '5' },
    ])
    expect(await govern('renter', 'execute', id)).toMatchObject({ code: 0 })
    expect(await effects()).toEqual(before)
    const paid = await api.client.getAccountGrants(renter.address.toLowerCase())
    expect(paid.items).toMatchObject([
      { source: 'treasuryG', amount: g(1_000), txHash: expect.stringMatching(/^0x/) },
      { source: 'surplus', amount: '1000' },
    ])
    expect((await api.client.getAccountGrants(governance.timelock)).items).toEqual([])
    // The balance from which a grant is paid changes when tokens are minted, given away, promised to incentive programmes, redeemed or burned. The test makes
    // each of these changes.
    const give = (token: string, amount: bigint) => [
      token,
      encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [governance.timelock, amount] }),
    ]
    const fund = encodeFunctionData({ abi: emissionAbi, functionName: 'fundProgramme', args: [1, 300n] })
    const allow = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [emission, 300n] })
    const redeem = encodeFunctionData({ abi: pTokenAbi, functionName: 'redeem', args: [10n ** 18n, deployer.address] })
    const burn = encodeFunctionData({ abi: pTokenAbi, functionName: 'burn', args: [700n] })
    const stable = await chainClient().readContract({ address: pToken, abi: pTokenAbi, functionName: 'STABLE' })
    const pay = encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer.address, 3_000_000n] })
    const allowPay = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [pToken, 2_000_000n] })
    const mint = encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [2_000_000n, deployer.address] })
    const donate = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [pToken, 1_000_000n] })
    await send(stable, pay, stable, allowPay, pToken, mint, stable, donate)
    await send(...give(gToken, 7n), ...give(pToken, 9n), pToken, allow, emission, fund, pToken, redeem, pToken, burn)
    expect(await effects()).toEqual(before)
    await api.chain.restart()
    expect(await effects()).toEqual(before)
  })

  test('disappear with a dropped block, also when the next one is as high', async () => {
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 60_000 })
    const ask = (method: string, params: unknown[]) => client.request({ method, params } as never)
    const snapshot = await ask('evm_snapshot', [])
    expect(await govern('deployer', 'propose', 'fee', '40', '--text', 'Dropped')).toMatchObject({ code: 0 })
    const before = (await api.client.listProposals()).items
    expect(before[0]).toMatchObject({ title: 'Dropped' })
    await ask('evm_revert', [snapshot])
    expect((await api.client.listProposals()).items[0]).toMatchObject({ number: (before[0]?.number ?? 0) - 1 })
    // After the reorg, the new chain is as long as the dropped one, but the block at this height contains another proposal.
    expect(await govern('deployer', 'propose', 'fee', '35', '--text', 'Instead')).toMatchObject({ code: 0 })
    const after = (await api.client.listProposals()).items
    expect(after[0]).toMatchObject({ number: before[0]?.number, title: 'Instead' })
    expect(after.slice(1)).toEqual(before.slice(1))
  })
})

/**
 * Sends transactions from the account of the deployer, which is also the guardian. `parts` contains, in turn, the address of a contract and the data of a call.
 * Waits until they are mined.
 */
async function send(...parts: readonly string[]): Promise<void> {
  const calls = paired(parts).map(({ to, data }, at) => ({ what: `call ${at}`, to, data, value: 0n, gas: 900_000n }))
  await sendCalls(chainClient(), { privateKey: api.chain.keys.deployer.privateKey, calls, timeoutMs: 60_000 })
}

const chainClient = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })

function paired(parts: readonly string[]) {
  return parts.flatMap((to, at) => (at % 2 === 0 ? [{ to: address(to.toLowerCase()), value: 0n, data: parts[at + 1] as Hex }] : []))
}

/** Makes the provider file a proof that 40 % of its node's energy is from wind. Writes directly into the contract's storage that the auditors accepted it. */
async function keepCertificate(carbonRegistry: string): Promise<void> {
  const client = chainClient()
  const { provider } = api.chain.keys
  const nodeKey = testKey('green node').address
  const { to, data } = registerCall({ chain: api.chain, nodeKey })
  await sendCalls(client, { privateKey: provider.privateKey, calls: [{ what: 'the node', to, data, value: 0n, gas: 900_000n }], timeoutMs: 60_000 })
  await send(governance.gToken, encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [provider.address, parseEther('3000')] }))
  const now = Number((await client.getBlock()).timestamp)
  const iso = (seconds: number) => new Date(seconds * 1_000).toISOString()
  const document = import.meta.filename
  const what = ['--source', 'wind', '--certificate', document, '--meter', document, '--coverage', '40']
  const when = ['--from', iso(now), '--until', iso(now + 30 * day), '--nodes', nodeIdOf({ provider: provider.address, nodeKey })]
  expect(await govern('provider', 'proof', 'file', ...what, ...when)).toMatchObject({ code: 0 })
  // Adds 1 to the state of filing 1, which makes it accepted. Storage layout: `_records` in `contracts/layouts/CarbonRegistry.json`. The state begins at bit
  // 160 + 40 + 40 of the word.
  const slot = keccak256(encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [1n, 5n]))
  const word = BigInt((await client.getStorageAt({ address: address(carbonRegistry), slot })) ?? 0)
  const accepted = numberToHex(word + (1n << 240n), { size: 32 })
  await client.request({ method: 'anvil_setStorageAt', params: [carbonRegistry, slot, accepted] } as never)
}

/**
 * Copies the code of an upgradable contract to another address. The code contains the address at which it was deployed; the copy contains its new address
 * instead.
 */
async function sameCodeElsewhere(proxy: string): Promise<Hex> {
  const client = chainClient()
  const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
  const own = slice((await client.getStorageAt({ address: address(proxy), slot })) ?? '0x', 12)
  const other = `0x${'c0de'.repeat(10)}` as const
  const code = (await client.getCode({ address: own })) ?? '0x'
  await client.request({ method: 'anvil_setCode', params: [other, code.replaceAll(own.slice(2), other.slice(2))] } as never)
  return other
}

/** Makes a proposal from the deployer's account. `parts` contains, in turn, the address of a contract and the data of a call. Returns the proposal's number. */
async function propose(...parts: readonly string[]): Promise<string> {
  const { deployer } = api.chain.keys
  const proposal = { calls: paired(parts), description: proposalDescription({ text: `Calls ${parts.length}`, proposer: deployer.address }) }
  const wallet = createWalletClient({ account: privateKeyToAccount(deployer.privateKey), transport: http(api.chain.rpcUrl) })
  await governMove(
    openExitAccess({ rpcUrl: api.chain.rpcUrl }),
    { kind: 'propose', proposal },
    {
      ...{ account: deployer.address, governance },
      send: (call) => wallet.sendTransaction({ ...call, chain: null }),
    },
  )
  return proposalId(proposal).toString()
}

/** Puts this code on the chain at some address, and returns the address. */
async function deploy(code: Hex): Promise<string> {
  const place = `0x${keccak256(code).slice(2, 42)}`
  const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
  await client.request({ method: 'anvil_setCode', params: [place, code] } as never)
  return place
}

/** Returns contract code that reverts with `data`. The data is stored behind the code. */
function revertWith(data: Hex): Hex {
  const length = size(data).toString(16).padStart(4, '0')
  return `0x61${length}600f60003961${length}6000fd00${data.slice(2)}`
}

/** Marks blocks up to this number as final, as the follower (the process that copies chain events into the database) would. */
async function finalise(number: bigint): Promise<void> {
  await api.owner.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, $1, $2, $1, true, 0, now())`,
    [number, `0x${'1'.repeat(64)}`],
  )
}
