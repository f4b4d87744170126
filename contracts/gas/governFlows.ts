import { type ContractCall, directoryAbi, type GovernanceAddresses, gTokenAbi, infinitioGovernorAbi, stakedGTokenAbi } from '@infinitio/chain'
import { handOver, setNativeBalances, shareDevelopmentG } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { encodeFunctionData, keccak256, maxUint256, parseEther, toBytes } from 'viem'
import { GasParties } from './gasParties.ts'

const day = 86_400n
const description = 'A fee of 30 basis points'
const voters = [testKey('gas voter 0'), testKey('gas voter 1'), testKey('gas voter 2')] as const

/**
 * Measures the gas of whole governance transactions. `castVote` votes on a proposal with earlier votes; `castVoteFresh` is the first vote, and
 * `castVoteQuorum` the vote that reaches the quorum, which also writes the new deadline.
 */
export async function governFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    const { gToken, stakedGToken, governor } = await standUp(parties)
    const { deployer } = parties.chain.keys
    const approve = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [stakedGToken, maxUint256] })
    await parties.gasOf(deployer, { to: gToken, data: approve })
    // Mints the interest up to now. Otherwise the gas of the stakes below would depend on whether both fall into the same second.
    await parties.gasOf(deployer, { to: stakedGToken, data: encodeFunctionData({ abi: stakedGTokenAbi, functionName: 'accrue' }) })
    // Two stakes cover the bonds of the two proposals below.
    const stakeCall = { to: stakedGToken, data: encodeFunctionData({ abi: stakedGTokenAbi, functionName: 'stake', args: [parseEther('1001')] }) }
    const stakeGFresh = await parties.gasOf(deployer, stakeCall)
    const stakeG = await parties.gasOf(deployer, stakeCall)
    const passed = await passFlows(parties, governor)
    const unstakeCall = { to: stakedGToken, data: encodeFunctionData({ abi: stakedGTokenAbi, functionName: 'unstake', args: [parseEther('1')] }) }
    const unstakeGFresh = await parties.gasOf(deployer, unstakeCall)
    return { ...passed, stakeG, stakeGFresh, unstakeGFresh }
  } finally {
    await parties.chain.stop()
  }
}

async function standUp(parties: GasParties): Promise<GovernanceAddresses> {
  const { chain, client } = parties
  const { deployer } = chain.keys
  const input = { rpcUrl: chain.rpcUrl, addresses: chain.addresses, deployerKey: deployer.privateKey }
  const governance = await parties.deployDao()
  const accounts = voters.map(({ address }) => address)
  await setNativeBalances(client, { accounts, amount: parseEther('1') })
  await shareDevelopmentG({ ...input, governance, voters: accounts, stakePerVoter: parseEther('2000000') })
  await handOver({ ...input, governance })
  return governance
}

/** Measures each call of a proposal, from proposing to executing. */
async function passFlows(parties: GasParties, to: GovernanceAddresses['governor']): Promise<Record<string, number>> {
  const { deployer } = parties.chain.keys
  const call = { abi: infinitioGovernorAbi } as const
  const setFee = encodeFunctionData({ abi: directoryAbi, functionName: 'setFeeBps', args: [30] })
  const proposal = [[parties.chain.addresses.directory], [0n], [setFee]] as const
  const named = [...proposal, keccak256(toBytes(description))] as const
  const send = (data: ContractCall['data'], from = deployer) => parties.gasOf(from, { to, data })

  await send(encodeFunctionData({ ...call, functionName: 'propose', args: [...proposal, 'Another fee of 30 basis points'] }))
  const propose = await send(encodeFunctionData({ ...call, functionName: 'propose', args: [...proposal, description] }))
  const id = await parties.client.readContract({ ...call, address: to, functionName: 'hashProposal', args: named })
  await parties.travel(day + 60n)
  const vote = encodeFunctionData({ ...call, functionName: 'castVote', args: [id, 1] })
  const castVoteFresh = await send(vote, voters[0])
  const castVoteQuorum = await send(vote, voters[1])
  const castVote = await send(vote, voters[2])
  await parties.travel(5n * day)
  const queueProposal = await send(encodeFunctionData({ ...call, functionName: 'queue', args: named }))
  await parties.travel(2n * day)
  const executeProposal = await send(encodeFunctionData({ ...call, functionName: 'execute', args: named }))
  const returnBondFresh = await send(encodeFunctionData({ ...call, functionName: 'returnBond', args: [id] }))
  return { propose, castVote, castVoteFresh, castVoteQuorum, queueProposal, executeProposal, returnBondFresh }
}
