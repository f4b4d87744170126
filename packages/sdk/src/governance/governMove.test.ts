import { directoryAbi, readGovernance } from '@infinitio/chain'
import { createChainClient, deployGovernance, forwardTime, shareDevelopmentG } from '@infinitio/chain/node'
import { startTestChain, type TestChain, type TestKey } from '@infinitio/chain/test'
import type { Hex } from 'viem'
import { encodeFunctionData, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GovernanceAddresses } from '@infinitio/chain'
import { type GovernMove, governMove, openExitAccess, proposalDescription, proposalId, readProposal, readStake } from './index.ts'

describe('governing by the SDK', () => {
  let chain: TestChain
  let governance: GovernanceAddresses
  const clientOf = () => createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })

  beforeAll(async () => {
    chain = await startTestChain()
    const { deployer, provider, renter } = chain.keys
    const input = { rpcUrl: chain.rpcUrl, addresses: chain.addresses, deployerKey: deployer.privateKey }
    const parties = { team: deployer.address, backers: deployer.address, ecosystem: deployer.address, distribution: deployer.address }
    await deployGovernance({ ...input, parties })
    const found = await readGovernance(clientOf(), chain.addresses.directory)
    if (found === null) throw new Error('the DAO is deployed')
    governance = found
    await shareDevelopmentG({ ...input, governance, voters: [provider.address, renter.address] })
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
    await act(deployer, { kind: 'propose', proposal })
    expect(await readProposal(access(), { governance, id })).toMatchObject({ state: 'pending', proposer: deployer.address, bondSettled: false })
    await forwardTime(clientOf(), { seconds: 86_401n })
    await act(provider, { kind: 'vote', proposalId: id, support: 'for', reason: 'for the treasury' })
    await act(renter, { kind: 'vote', proposalId: id, support: 'abstain', reason: '' })
    await forwardTime(clientOf(), { seconds: 5n * 86_400n })
    const passed = await readProposal(access(), { governance, id })
    expect(passed).toMatchObject({ state: 'succeeded', for: parseEther('2000000'), abstain: parseEther('2000003'), against: 0n })
    await act(renter, { kind: 'queue', proposal })
    const held = expect.objectContaining({ detail: expect.stringContaining('InfinitioGovernor_BondHeld') })
    await expect(act(renter, { kind: 'returnBond', proposalId: id })).rejects.toEqual(held)
    expect(await readProposal(access(), { governance, id })).toMatchObject({ state: 'queued' })
  })

  const access = () => openExitAccess({ rpcUrl: chain.rpcUrl })

  async function act(key: TestKey, move: GovernMove): Promise<void> {
    const account = privateKeyToAccount(key.privateKey)
    const client = clientOf()
    const send = async ({ to, data, gas }: { to: Hex; data: Hex; gas: bigint }) => {
      const nonce = await client.getTransactionCount({ address: account.address, blockTag: 'pending' })
      const fees = { maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 10n ** 9n }
      const raw = await account.signTransaction({ type: 'eip1559', chainId: chain.chainId, nonce, to, data, gas, ...fees })
      return await client.sendRawTransaction({ serializedTransaction: raw })
    }
    await governMove(access(), move, { account: key.address, send, governance })
  }
})
