import {
  attestationsAbi,
  carbonRegistryAbi,
  directoryAbi,
  formSetCall,
  gTokenAbi,
  nameKey,
  readAudits,
  readCertificates,
  readEmissionAddresses,
  readGovernance,
  readValidatorSet,
  stakeVaultAbi,
} from '@infinitio/chain'
import { auditStart, createChainClient, forwardTime, sendCalls, setNativeBalances, shareDevelopmentG } from '@infinitio/chain/node'
import { deployTestGovernance, registerCall, startSeedMakers, startTestChain, type TestChain, type TestKey, testKey } from '@infinitio/chain/test'
import { type Address, hex32, nodeIdOf, zeroAddress, zeroHex32 } from '@infinitio/domain'
import type { Hex } from 'viem'
import { encodeFunctionData, keccak256, parseEther, toBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GovernanceAddresses } from '@infinitio/chain'
import { readCommittee } from '../emission/index.ts'
import {
  type AuditMove,
  auditMove,
  type GovernMove,
  governMove,
  openExitAccess,
  proposalDescription,
  proposalId,
  readProposal,
  readStake,
} from './index.ts'

describe('governing by the SDK', () => {
  let chain: TestChain
  let governance: GovernanceAddresses
  const clientOf = () => createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })

  beforeAll(async () => {
    chain = await startTestChain()
    const { deployer, provider, renter } = chain.keys
    const input = { rpcUrl: chain.rpcUrl, addresses: chain.addresses, deployerKey: deployer.privateKey }
    await deployTestGovernance(chain)
    const found = await readGovernance(clientOf(), chain.addresses.directory)
    if (found === null) throw new Error('the DAO is deployed')
    governance = found
    await shareDevelopmentG({ ...input, governance, voters: [provider.address, renter.address], stakePerVoter: parseEther('2000000') })
  })
  afterAll(async () => await chain.stop())

  it('stakes, delegates, unstakes and names what the contracts refuse', async () => {
    const { deployer, renter } = chain.keys
    await act(deployer, { kind: 'stake', amount: parseEther('5') })
    await act(deployer, { kind: 'delegate', to: renter.address })
    await act(deployer, { kind: 'unstake', amount: parseEther('2') })
    const standing = await readStake(access(), { account: deployer.address, governance })
    expect(standing).toMatchObject({ staked: parseEther('3'), unstaking: parseEther('2'), votes: 0n, delegate: renter.address })
    expect((await readStake(access(), { account: renter.address, governance })).votes).toBe(parseEther('2000003'))
    const refused = expect.objectContaining({ code: 'chain.transaction_reverted', detail: expect.stringContaining('StakedGToken_StillUnstaking(') })
    await expect(act(deployer, { kind: 'withdraw' })).rejects.toEqual(refused)
    await forwardTime(clientOf(), { seconds: 14n * 86_400n })
    await act(deployer, { kind: 'withdraw' })
    await act(deployer, { kind: 'claimInterest' })
    expect(await readStake(access(), { account: deployer.address, governance })).toMatchObject({ unstaking: 0n, releaseAt: 0n, interest: 0n })
  })

  it('proposes with a bond, votes with a reason, and queues what passed', async () => {
    const { deployer, provider, renter } = chain.keys
    const data = encodeFunctionData({ abi: directoryAbi, functionName: 'setFeeBps', args: [30] })
    const description = proposalDescription({ text: 'A fee of 30 basis points', proposer: deployer.address })
    const proposal = { calls: [{ to: chain.addresses.directory, value: 0n, data }], description }
    const id = proposalId(proposal)
    expect(await readProposal(access(), { governance, id })).toBeNull()
    const stranger = expect.objectContaining({ detail: expect.stringContaining('GovernorRestrictedProposer') })
    await expect(act(renter, { kind: 'propose', proposal })).rejects.toEqual(stranger)
    const uncovered = expect.objectContaining({
      ...{ code: 'chain.transaction_reverted', detail: `StakedGToken_BondNotCovered(${parseEther('3')}, ${parseEther('1000')})` },
    })
    await expect(act(deployer, { kind: 'propose', proposal })).rejects.toEqual(uncovered)
    await act(deployer, { kind: 'stake', amount: parseEther('997') })
    await act(deployer, { kind: 'propose', proposal })
    expect(await readStake(access(), { account: deployer.address, governance })).toMatchObject({
      ...{ staked: parseEther('1000'), bonded: parseEther('1000') },
    })
    const bonded = expect.objectContaining({ detail: 'StakedGToken_StakeTooLow(0, 1)' })
    await expect(act(deployer, { kind: 'unstake', amount: 1n })).rejects.toEqual(bonded)
    expect(await readProposal(access(), { governance, id })).toMatchObject({ state: 'pending', proposer: deployer.address, bondSettled: false })
    await forwardTime(clientOf(), { seconds: 86_401n })
    await act(provider, { kind: 'vote', proposalId: id, support: 'for', reason: 'for the treasury' })
    await act(renter, { kind: 'vote', proposalId: id, support: 'abstain', reason: '' })
    await forwardTime(clientOf(), { seconds: 5n * 86_400n })
    const passed = await readProposal(access(), { governance, id })
    expect(passed).toMatchObject({ state: 'succeeded', for: parseEther('2000000'), abstain: parseEther('2001000'), against: 0n })
    await act(renter, { kind: 'queue', proposal })
    const held = expect.objectContaining({ detail: expect.stringContaining('InfinitioGovernor_BondHeld') })
    await expect(act(renter, { kind: 'returnBond', proposalId: id })).rejects.toEqual(held)
    expect(await readProposal(access(), { governance, id })).toMatchObject({ state: 'queued' })
  })

  it('files a proof, joins the auditors, draws, answers and settles', async () => {
    const { deployer, provider } = chain.keys
    const { makers, playRound } = await seedMakers()
    const [first, ...others] = makers
    if (first === undefined) throw new Error('four make seeds')
    const gifts = [...makers, provider].map(({ address }) => {
      const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [address, parseEther('9000')] })
      return { to: governance.gToken, data, what: 'giving G', value: 0n, gas: 200_000n }
    })
    await sendCalls(clientOf(), { privateKey: deployer.privateKey, calls: gifts, timeoutMs: 60_000 })
    const { bond } = auditStart.panels
    const refused = expect.objectContaining({ detail: expect.stringContaining(`Panels_BondOutOfRange(${bond - 1n}, `) })
    await expect(audit(first, { kind: 'join', list: 'CarbonRegistry', bond: bond - 1n })).rejects.toEqual(refused)
    for (const maker of makers) await audit(maker, { kind: 'join', list: 'CarbonRegistry', bond })
    const nodeKey = testKey('green node').address
    const { to, data } = registerCall({ chain, nodeKey })
    const register = { to, data, what: 'registering a node', value: 0n, gas: 600_000n }
    await sendCalls(clientOf(), { privateKey: provider.privateKey, calls: [register], timeoutMs: 60_000 })
    const now = Number((await clientOf().getBlock()).timestamp)
    const hashes = { certificateHash: hex32(keccak256(toBytes('certificate'))), meterHash: hex32(keccak256(toBytes('meter'))), site: zeroHex32 }
    const nodes = [nodeIdOf({ provider: provider.address, nodeKey })]
    const proof = { source: 'solar', ...hashes, coverage: parseEther('0.5'), from: now, until: now + 86_400, nodes }
    await audit(provider, { kind: 'file', proof })
    await playRound()
    const { certificateHash } = proof
    const early = expect.objectContaining({ detail: expect.stringContaining('CarbonRegistry_AuditorsNotDrawn(') })
    await expect(audit(provider, { kind: 'show', filing: 1n, certificateHash })).rejects.toEqual(early)
    await audit(provider, { kind: 'draw', panelId: 1n })
    await audit(provider, { kind: 'show', filing: 1n, certificateHash })
    const answers = await Promise.allSettled(
      makers.map((maker) => audit(maker, { kind: 'audit', filing: 1n, accepts: true, reason: 'as the meter says' })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    await audit(provider, { kind: 'settle', filing: 1n })
    const { number: toBlock, timestamp } = await clientOf().getBlock()
    const { carbonRegistry } = (await readAudits(clientOf(), chain.addresses.directory)) ?? {}
    if (carbonRegistry === undefined) throw new Error('there is a registry')
    const [certificate, ...more] = await readCertificates(clientOf(), { carbonRegistry, fromBlock: 0n, toBlock })
    expect(more).toEqual([])
    expect(certificate).toEqual({
      ...{ id: 1n, provider: provider.address, nodes, coverage: proof.coverage, from: BigInt(proof.from), until: BigInt(proof.until) },
      ...{ acceptedAt: timestamp, revokedAt: null },
    })
    const asked = { address: carbonRegistry, abi: carbonRegistryAbi, functionName: 'provenEnergyOf' } as const
    expect(await clientOf().readContract({ ...asked, args: [1n, nodes, nodes[0] ?? zeroHex32, timestamp] })).toBe(proof.coverage)
    await expect(audit(provider, { kind: 'lapse', filing: 1n })).rejects.toMatchObject({ code: 'chain.transaction_reverted' })
    await expect(audit(provider, { kind: 'release', filing: 1n })).rejects.toMatchObject({ detail: expect.stringContaining('_BondHeld(') })
    for (const maker of others) await audit(maker, { kind: 'resign', list: 'CarbonRegistry' })
    await forwardTime(clientOf(), { seconds: 15n * 86_400n })
    await audit(provider, { kind: 'release', filing: 1n })
    await expect(audit(first, { kind: 'withdrawBond', list: 'CarbonRegistry' })).rejects.toMatchObject({ code: 'chain.transaction_reverted' })
    for (const maker of others) await audit(maker, { kind: 'withdrawBond', list: 'CarbonRegistry' })
  })

  it('knows whose signatures the contract counts about an hour of emission, of a set of twenty-one', async () => {
    const { directory, attestations, stakeVault, pToken } = chain.addresses
    const { deployer, provider } = chain.keys
    const { makers, playRound } = await seedMakers()
    const validators = Array.from({ length: 17 }, (_, place) => testKey(`committee ${place}`))
    const stake = parseEther('1000')
    const step = (to: Address, data: Hex) => ({ to, data, what: 'a call', value: 0n, gas: 1_500_000n })
    const ofDeployer = validators.map(({ address }) =>
      step(attestations, encodeFunctionData({ abi: attestationsAbi, functionName: 'admit', args: [address, true] })),
    )
    const approve = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [stakeVault, 37n * stake] })
    const bondOf = (account: Address, amount: bigint) =>
      step(stakeVault, encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [account, nameKey('Validator'), amount] }))
    // The four validators that make the random seed together hold more than half of the stake.
    const bonds = [...validators.map(({ address }) => bondOf(address, stake)), ...makers.map(({ address }) => bondOf(address, 5n * stake))]
    const client = clientOf()
    await setNativeBalances(client, { accounts: validators.map(({ address }) => address), amount: parseEther('1') })
    await sendCalls(client, { privateKey: deployer.privateKey, calls: ofDeployer, timeoutMs: 60_000 })
    await sendCalls(client, { privateKey: provider.privateKey, calls: [step(pToken, approve), ...bonds], timeoutMs: 60_000 })
    const join = encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [zeroAddress] })
    for (const { privateKey } of validators) await sendCalls(client, { privateKey, calls: [step(attestations, join)], timeoutMs: 60_000 })
    // A validator set can form only in the first half of an hour.
    await forwardTime(client, { seconds: 3_600n - ((await client.getBlock()).timestamp % 3_600n) })
    const { to, data } = formSetCall({ attestations })
    await sendCalls(client, { privateKey: deployer.privateKey, calls: [step(to, data)], timeoutMs: 60_000 })
    await playRound()
    const epoch = (await client.getBlock()).timestamp / 3_600n
    const set = await readValidatorSet(client, attestations, { known: null })
    const found = await readEmissionAddresses(client, directory)
    if (set === null || found === null) throw new Error('a set was formed and emission is there')
    const contracts = { addresses: chain.addresses, ...found }
    const committee = await readCommittee({ client, contracts }, { set, kind: 'emission', epoch })
    const words = set.members.map(({ word }) => word)
    const counted = await client.readContract({
      address: attestations,
      abi: attestationsAbi,
      functionName: 'committeeOf',
      args: [nameKey('emission'), epoch, words],
    })
    const places = set.members.flatMap((member, place) => (((counted >> BigInt(place)) & 1n) === 1n ? [member] : []))
    expect(committee).toHaveLength(16)
    expect(committee).toEqual(places)
    // In an hour without a seed, every validator is selected.
    expect(await readCommittee({ client, contracts }, { set, kind: 'emission', epoch: epoch + 1n })).toHaveLength(21)
  })

  let making: ReturnType<typeof startSeedMakers> | null = null
  const seedMakers = async () => {
    making ??= startSeedMakers({ chain, governance })
    return await making
  }

  const access = () => openExitAccess({ rpcUrl: chain.rpcUrl })

  async function act(key: TestKey, move: GovernMove): Promise<void> {
    await governMove(access(), move, { account: key.address, send: senderOf(key), governance })
  }

  async function audit(key: TestKey, move: AuditMove): Promise<void> {
    await auditMove(access(), move, { account: key.address, send: senderOf(key), directory: chain.addresses.directory })
  }

  function senderOf({ privateKey }: TestKey) {
    const account = privateKeyToAccount(privateKey)
    const client = clientOf()
    return async ({ to, data, gas }: { to: Hex; data: Hex; gas: bigint }) => {
      const nonce = await client.getTransactionCount({ address: account.address, blockTag: 'pending' })
      const fees = { maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 10n ** 9n }
      const raw = await account.signTransaction({ type: 'eip1559', chainId: chain.chainId, nonce, to, data, gas, ...fees })
      return await client.sendRawTransaction({ serializedTransaction: raw })
    }
  }
})
