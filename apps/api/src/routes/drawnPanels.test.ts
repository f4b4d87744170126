import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GovernanceAddresses, gTokenAbi, readAddresses, readEmissionAddresses, readEpochEvents } from '@infinitio/chain'
import { createChainClient, developmentGenesisTable, handOver, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, registerCall, type SeedMakers, startSeedMakers, type TestKey, testKey } from '@infinitio/chain/test'
import { contribution, economyParameters, factsOf } from '@infinitio/economy'
import { nodeIdOf } from '@infinitio/domain'
import { encodeFunctionData, keccak256, parseEther, toBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteNewPanels } from '../jobs/noteNewPanels.ts'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const isLong = process.env.TEST_LONG === '1'

const day = 86_400
const g = (whole: number) => parseEther(`${whole}`).toString()

/**
 * Four validators make the random seed together. They are also the only candidates for reviewer and auditor, so each panel of three is selected from these
 * four.
 */
describe('a panel that a seed draws', () => {
  let api: TestApi
  let cli: TestCli
  let governance: GovernanceAddresses
  let seeds: SeedMakers
  let node: string
  const chainClient = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const keyOf = (account: string): TestKey => seeds.makers.find(({ address }) => address === account) ?? expect.unreachable()
  /** Runs a command with this key's wallet. Returns its exit code and its JSON output, which on failure is the error. */
  const run = async ({ privateKey }: TestKey, ...args: string[]) => {
    const ended = await cli.run([...args, '--yes', '--json'], { wallet: privateKey })
    return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) }
  }
  const refused = (detail: RegExp) => ({ json: { error: { code: 'chain.transaction_reverted', detail: expect.stringMatching(detail) } } })

  /** Checks that the job notifies each selected member exactly once, also if it runs twice, and no other candidate. */
  async function notifiedOnce(members: readonly string[], facts: object): Promise<void> {
    const signedIn = await Promise.all(
      seeds.makers.map(async (maker) => ({ maker, client: await api.signedIn(privateKeyToAccount(maker.privateKey)) })),
    )
    await noteNewPanels(api.services)
    await noteNewPanels(api.services)
    for (const { maker, client } of signedIn) {
      const { items } = await client.listNotifications({ limit: 100 })
      const own = items.filter((item) => item.kind === 'panel').map((item) => item.facts)
      const expected = members.includes(maker.address) ? [{ step: 'drawn', ...facts }] : []
      expect(own.filter(({ subject }) => 'subject' in facts && subject === facts.subject)).toEqual(expected)
    }
  }

  beforeAll(async () => {
    api = await startTestApi()
    cli = startCli(api)
    const { deployer, provider, renter } = api.chain.keys
    const input = { rpcUrl: api.chain.rpcUrl, addresses: api.chain.addresses, deployerKey: deployer.privateKey }
    const voters = [deployer, provider, renter].map(({ address }) => address)
    const stakes = { voters, stakePerVoter: parseEther('3500000') }
    governance = await deployTestGovernance(api.chain, { table: developmentGenesisTable, stakes })
    seeds = await startSeedMakers({ chain: api.chain, governance })
    const given = [...seeds.makers, provider, renter].map(({ address }) => {
      const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [address, parseEther('9000')] })
      return { what: 'G', to: governance.gToken, data, value: 0n, gas: 200_000n }
    })
    await sendCalls(chainClient(), { privateKey: deployer.privateKey, calls: given, timeoutMs: 60_000 })
    await handOver({ ...input, governance })
    const nodeKey = testKey('green node').address
    const registered = { what: 'a node', ...registerCall({ chain: api.chain, nodeKey }), value: 0n, gas: 900_000n }
    await sendCalls(chainClient(), { privateKey: provider.privateKey, calls: [registered], timeoutMs: 60_000 })
    node = nodeIdOf({ provider: provider.address, nodeKey })
  })
  afterAll(async () => {
    cli?.stop()
    await api?.stop()
  })

  test('has members from a list, which accounts join with a bond of their choice', async () => {
    const [first] = seeds.makers
    if (first === undefined) expect.unreachable()
    const { drawn } = await api.client.getGovernAccount(first.address)
    const out = { state: 'out', bond: '0', openPanels: 0, bondFrom: null }
    expect(drawn).toEqual({
      ...{ bond: g(1_000), mostBond: g(8_000), fine: g(50) },
      lists: [
        { list: 'Bounties', ...out },
        { list: 'CarbonRegistry', ...out },
        { list: 'DisputeCourt', ...out },
        { list: 'Findings', ...out },
      ],
    })
    expect(await run(first, 'govern', 'panel', 'join', 'Bounties', '--bond', '999')).toMatchObject(refused(/^Panels_BondOutOfRange/))
    expect(await run(first, 'govern', 'panel', 'join', 'Bounties', '--bond', '3000')).toMatchObject({ code: 0 })
    for (const maker of seeds.makers) {
      if (maker !== first) expect(await run(maker, 'govern', 'panel', 'join', 'Bounties')).toMatchObject({ code: 0 })
      expect(await run(maker, 'govern', 'panel', 'join', 'CarbonRegistry')).toMatchObject({ code: 0 })
    }
    expect((await api.client.getGovernAccount(first.address)).drawn?.lists).toMatchObject([
      { list: 'Bounties', state: 'in', bond: g(3_000) },
      { list: 'CarbonRegistry', state: 'in', bond: g(1_000) },
      { list: 'DisputeCourt', state: 'out' },
      { list: 'Findings', state: 'out' },
    ])
  })

  test.skipIf(!isLong)(
    'judges work: after two acceptances it is paid in G and counts as contribution, and each answer is shown with its reason',
    async () => {
      const { provider, renter } = api.chain.keys
      expect(await run(renter, 'bounty', 'post', 'tools', '100', '--text', 'A tool that measures')).toMatchObject({ code: 0 })
      expect(await run(provider, 'bounty', 'claim', '1')).toMatchObject({ code: 0 })
      expect(await run(provider, 'bounty', 'submit', '1', '--evidence', 'in the second branch')).toMatchObject({ code: 0 })
      const { panel } = await api.client.getBounty(1)
      expect(panel).toMatchObject({ size: 3, reviewers: [], answers: [], answerUntil: null })
      const panelId = panel?.id ?? ''
      expect(await run(renter, 'govern', 'panel', 'draw', panelId)).toMatchObject(refused(/^Panels_NoSeedYet/))
      await seeds.playRound()
      expect((await api.client.getBounty(1)).state).toBe('drawable')
      expect(await run(renter, 'govern', 'panel', 'draw', panelId)).toMatchObject({ code: 0 })
      const reviewed = await api.client.getBounty(1)
      const reviewers = reviewed.panel?.reviewers ?? []
      expect(reviewed.state).toBe('review')
      expect(new Set(reviewers).size).toBe(3)
      await notifiedOnce(reviewers, { subject: 'bounty', number: 1, until: reviewed.panel?.answerUntil ?? 0 })
      const [accepting, refusing, other] = reviewers.map(keyOf) as [TestKey, TestKey, TestKey]
      const stranger = seeds.makers.find(({ address }) => !reviewers.includes(address)) ?? expect.unreachable()
      expect(await run(stranger, 'bounty', 'review', '1', '90')).toMatchObject(refused(/^Panels_NotOnPanel/))

      expect(await run(accepting, 'bounty', 'review', '1', '70', '--reason', 'its tests are there')).toMatchObject({ code: 0 })
      expect(await run(accepting, 'bounty', 'review', '1', '80')).toMatchObject(refused(/^Panels_AlreadyAnswered/))
      expect(await run(refusing, 'bounty', 'review', '1', '0', '--reason', 'no documentation')).toMatchObject({ code: 0 })
      expect(await run(renter, 'bounty', 'advance', '1')).toMatchObject(refused(/^Bounties_NothingDue/))
      expect(await run(other, 'bounty', 'review', '1', '40')).toMatchObject({ code: 0 })
      const answers = [
        { reviewer: accepting.address, score: 70, reason: 'its tests are there' },
        { reviewer: refusing.address, score: 0, reason: 'no documentation' },
        { reviewer: other.address, score: 40, reason: '' },
      ]
      expect(await api.client.getBounty(1)).toMatchObject({ isDue: true, panel: { answers } })
      expect((await api.client.listBounties()).items).toMatchObject([{ id: 1, panel: { reviewers, answers } }])
      expect(await contributionOf(provider.address)).toBe(0n)

      const held = BigInt((await api.client.getGovernAccount(provider.address)).stake?.wallet ?? 0)
      expect(await run(renter, 'bounty', 'advance', '1')).toMatchObject({ code: 0 })
      const accepted = await api.client.getBounty(1)
      expect(accepted).toMatchObject({ state: 'accepted', panel: { answers } })
      expect(accepted.steps.map(({ kind, members }) => [kind, members])).toEqual([
        ...['posted', 'claimed', 'submitted', 'asked'].map((kind) => [kind, []]),
        ['drawn', reviewers],
        ...['reviewed', 'reviewed', 'reviewed', 'accepted'].map((kind) => [kind, []]),
      ])
      // The lost bond of 5 G tokens is divided among three reviewers. The remainder of the division goes to the worker.
      const owed = parseEther('100') + (parseEther('5') % 3n)
      expect(accepted.owed).toContainEqual({ account: provider.address, amount: owed.toString() })
      expect(accepted.owed).toContainEqual({ account: other.address, amount: (parseEther('5') / 3n).toString() })
      expect(await run(stranger, 'bounty', 'pay', provider.address)).toMatchObject({ code: 0 })
      expect(BigInt((await api.client.getGovernAccount(provider.address)).stake?.wallet ?? 0)).toBe(held + owed)
      // Two reviewers accepted the work. The lower of their scores counts as the worker's contribution. A contribution decreases with time; the half minute since
      // then decreased it only a little.
      const counted = await contributionOf(provider.address)
      expect(counted).toBeLessThanOrEqual(parseEther('0.4'))
      expect(counted).toBeGreaterThan(parseEther('0.399'))
      const printed = (await cli.run(['bounty', 'show', '1'], {})).out
      for (const text of ['no documentation', reviewers.join(', ')]) expect(printed).toContain(text)
    },
  )

  test.skipIf(!isLong)('audits a proof, which counts for factor E until a vote revokes it together with its bond', async () => {
    const { provider, renter, deployer } = api.chain.keys
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-proof-'))
    for (const name of ['certificate', 'meter']) writeFileSync(join(folder, name), name)
    const now = Number((await chainClient().getBlock()).timestamp)
    const iso = (seconds: number) => new Date(seconds * 1_000).toISOString()
    const documents = ['--certificate', join(folder, 'certificate'), '--meter', join(folder, 'meter')]
    const period = ['--from', iso(now - day), '--until', iso(now + 60 * day)]
    const what = ['--source', 'wind', '--coverage', '60', ...documents, ...period, '--nodes', node]
    expect(await run(provider, 'govern', 'proof', 'file', ...what)).toMatchObject({ code: 0 })
    const filed = await api.client.getCarbon(1)
    expect(filed).toMatchObject({
      ...{
        state: 'waiting',
        nodes: [node],
        bond: g(1_000),
        certificateHash: null,
        revocableUntil: null,
        panel: { size: 3, auditors: [], answers: [] },
      },
      steps: [{ kind: 'filed', account: provider.address, amount: g(1_180) }],
    })
    expect(filed.lapsesAt).toBeGreaterThan(filed.blockTimestamp + 13 * day)
    expect(await api.send('GET', '/govern/carbon/2')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })
    expect(await api.send('GET', '/govern/carbon/0x1')).toMatchObject({ status: 404, body: { code: 'api.not_found' } })

    await seeds.playRound()
    expect(await api.client.getCarbon(1)).toMatchObject({ state: 'drawable', lapsesAt: filed.lapsesAt })
    expect(await run(renter, 'govern', 'panel', 'draw', filed.panel.id)).toMatchObject({ code: 0 })
    const shown = ['govern', 'proof', 'certificate', '1', '--certificate']
    expect(await run(provider, ...shown, join(folder, 'meter'))).toMatchObject(refused(/^CarbonRegistry_SealMismatch/))
    expect(await run(provider, ...shown, join(folder, 'certificate'))).toMatchObject({ code: 0 })
    rmSync(folder, { recursive: true })
    const { panel, certificateHash } = await api.client.getCarbon(1)
    expect(certificateHash).toBe(keccak256(toBytes('certificate')))
    await notifiedOnce(panel.auditors, { subject: 'carbon_proof', number: 1, until: panel.answerUntil ?? 0 })
    const [yes, no, also] = panel.auditors.map(keyOf) as [TestKey, TestKey, TestKey]
    expect((await api.client.getGovernAccount(yes.address)).drawn?.lists[1]).toMatchObject({ list: 'CarbonRegistry', openPanels: 1 })
    const answer = (key: TestKey, verdict: string, reason: string) => run(key, 'govern', 'proof', 'audit', '1', verdict, '--reason', reason)
    expect(await answer(yes, 'accept', 'as the meter says')).toMatchObject({ code: 0 })
    expect(await answer(no, 'reject', 'another site')).toMatchObject({ code: 0 })
    expect(await run(renter, 'govern', 'proof', 'settle', '1')).toMatchObject(refused(/^CarbonRegistry_AuditOpen/))
    expect(await answer(also, 'accept', '')).toMatchObject({ code: 0 })
    const answers = [
      { auditor: yes.address, accepts: true, reason: 'as the meter says' },
      { auditor: no.address, accepts: false, reason: 'another site' },
      { auditor: also.address, accepts: true, reason: '' },
    ]
    expect((await api.client.listCarbon()).items).toMatchObject([{ state: 'over', panel: { answers, accepts: 2, rejects: 1 } }])
    expect(await run(renter, 'govern', 'proof', 'settle', '1')).toMatchObject({ code: 0 })
    const accepted = await api.client.getCarbon(1)
    expect(accepted).toMatchObject({ state: 'accepted', revocableUntil: now + 74 * day, lapsesAt: null, panel: { answers } })
    expect(accepted.steps.map(({ kind }) => kind)).toEqual(['filed', 'drawn', 'shown', 'audited', 'audited', 'audited', 'accepted'])
    expect((await cli.run(['govern', 'proof', 'show', '1'], {})).out).toContain('rejects another site')
    expect(await energyOf(node)).toBe(parseEther('0.6'))

    expect(await run(deployer, 'govern', 'propose-revocation', '2', '--text', 'Of none')).toMatchObject({
      json: { error: { code: 'api.not_found' } },
    })
    const proposing = ['govern', 'propose-revocation', '1', '--reason', 'sold twice', '--text', 'Revoke a certificate']
    expect(await run(deployer, ...proposing)).toMatchObject({ code: 0 })
    expect(await api.client.getProposal('1')).toMatchObject({
      calls: [
        {
          ...{ contract: 'CarbonRegistry', function: 'revoke', bounded: false },
          effect: { kind: 'revocation', filing: '1', source: 'wind', before: parseEther('0.6').toString(), slashed: g(500), reason: 'sold twice' },
        },
      ],
    })
    expect(await api.client.simulateProposal('1')).toMatchObject({ outcome: 'succeeds' })
    await api.chain.travel(day + 1)
    for (const voter of [provider, renter]) expect(await run(voter, 'govern', 'vote', '1', 'for')).toMatchObject({ code: 0 })
    await api.chain.travel(5 * day)
    expect(await run(renter, 'govern', 'queue', '1')).toMatchObject({ code: 0 })
    await api.chain.travel(2 * day)
    expect(await run(renter, 'govern', 'execute', '1')).toMatchObject({ code: 0 })
    expect(await api.client.getCarbon(1)).toMatchObject({ state: 'revoked', bond: '0', revocableUntil: null })
    expect((await api.client.getCarbon(1)).steps.at(-1)).toMatchObject({ kind: 'revoked', text: 'sold twice' })
    expect(await energyOf(node)).toBe(0n)
  })

  /** Returns the inputs from which an emission epoch would be calculated if it ended in the current hour and no machine had served. */
  async function facts() {
    const client = chainClient()
    const { number: to, timestamp } = await client.getBlock()
    const { directory } = api.chain.addresses
    const [addresses, emission] = await Promise.all([readAddresses(client, directory), readEmissionAddresses(client, directory)])
    if (emission === null) throw new Error('emission is deployed')
    const events = await readEpochEvents(client, { addresses, ...emission, from: 0n, to })
    const epoch = timestamp / 3_600n
    const hours = [{ hour: epoch, nodes: [] }]
    return factsOf({ chainId: BigInt(api.chain.chainId), emission: emission.emission, epoch, previous: epoch - 1n, events, hours, before: [] })
  }

  async function contributionOf(account: string): Promise<bigint> {
    const { providers } = await facts()
    return contribution(providers.find(({ provider }) => provider === account)?.contributions ?? [], economyParameters())
  }

  async function energyOf(named: string): Promise<bigint> {
    return (await facts()).nodes.find((one) => one.node === named)?.provenEnergy ?? expect.unreachable()
  }
})
