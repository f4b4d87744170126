import {
  bountiesAbi,
  type FundingAddresses,
  futuresCommitmentAbi,
  gOracleAbi,
  gTokenAbi,
  incubatorAbi,
  modelPaymentsAbi,
  readFunding,
} from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { encodeFunctionData, type Hex, keccak256, maxUint256, parseEther, toBytes } from 'viem'
import type { GasParties } from './gasParties.ts'
import { pairOf } from './merkle.ts'
import { attestRoot, validators } from './validators.ts'

const hour = 3_600n
const day = 24n * hour
const rate = parseEther('2')
const sibling = keccak256(toBytes('another commitment'))

/**
 * Measures the gas of whole funding transactions, on a chain with the DAO and four validators. Covers a project of three milestones, and a commitment
 * with half of it delivered. Also covers an exchange rate of G from four validators' reports, a payment for a model in G, and a bounty.
 */
export async function fundingFlows(parties: GasParties, gToken: Address): Promise<Record<string, number>> {
  const funding = await readFunding(parties.client, parties.chain.addresses.directory)
  if (funding === null) throw new Error('the DAO is not deployed')
  // The project must be measured last. Its milestones take so long that the set of validators is no longer valid afterwards.
  const promised = await commitmentFlows(parties, funding)
  const rated = await rateFlows(parties, { funding, gToken })
  const worked = await bountyFlows(parties, { funding, gToken })
  return { ...promised, ...rated, ...worked, ...(await projectFlows(parties, { funding, gToken })) }
}

type Places = { funding: FundingAddresses; gToken: Address }

const approve = (spender: Address): Hex => encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [spender, maxUint256] })

/** Measures the gas of a project of three milestones. The deployer is its only proposer, sponsor and voter. */
async function projectFlows(parties: GasParties, { funding: { incubator: to }, gToken }: Places): Promise<Record<string, number>> {
  const { deployer, provider } = parties.chain.keys
  const abi = incubatorAbi
  const send = (data: Hex) => parties.gasOf(deployer, { to, data })
  await parties.gasOf(deployer, { to: gToken, data: approve(to) })
  const until = (await parties.now()) + 10n * day
  const milestones = [1n, 2n, 3n].map((at) => ({ amount: parseEther('100'), dueAt: Number(until + at * 20n * day) }))
  const text = 'A scheduler that keeps jobs beside their data: built, measured, merged.'
  const args = [provider.address, Number(until), milestones, text] as const
  const proposeProject = await send(encodeFunctionData({ abi, functionName: 'propose', args }))
  const sponsor = (amount: string) => send(encodeFunctionData({ abi, functionName: 'sponsor', args: [1n, parseEther(amount)] }))
  const sponsorProjectFresh = await sponsor('100')
  const sponsorProject = await sponsor('200')
  const vote = (milestone: bigint) => send(encodeFunctionData({ abi, functionName: 'vote', args: [1n, milestone, true, 'It runs.'] }))
  const release = () => send(encodeFunctionData({ abi, functionName: 'release', args: [1n] }))
  const voteMilestoneFresh = await vote(0n)
  await parties.travel(3n * day)
  await release()
  const voteMilestone = await vote(1n)
  await parties.travel(3n * day)
  const releaseMilestone = await release()
  await send(encodeFunctionData({ abi, functionName: 'abandon', args: [1n] }))
  const repaySponsor = await send(encodeFunctionData({ abi, functionName: 'repay', args: [1n, deployer.address] }))
  return { proposeProject, sponsorProjectFresh, sponsorProject, voteMilestoneFresh, voteMilestone, releaseMilestone, repaySponsor }
}

/** Measures the gas of a commitment. The provider delivers half of the GPU time that it promised. */
async function commitmentFlows(parties: GasParties, { futuresCommitment: to }: FundingAddresses): Promise<Record<string, number>> {
  const { chain, client } = parties
  const { provider, sender } = chain.keys
  const abi = futuresCommitmentAbi
  const send = (data: Hex) => parties.gasOf(provider, { to, data })
  await parties.gasOf(provider, { to: chain.addresses.pToken, data: approve(to) })
  const from = (await parties.now()) + 2n * hour
  const terms = {
    ...{ classId: 4, from: Number(from), until: Number(from + hour), gpuSeconds: 28_800n },
    ...{ pricePerGpuSecond: 1n, promisedTo: sender.address, bond: parseEther('100') },
  }
  const commitCapacity = await send(encodeFunctionData({ abi, functionName: 'commit', args: [terms] }))
  await parties.travel(4n * hour)
  const leaf = await client.readContract({ address: to, abi, functionName: 'leafOf', args: [1n, 14_400n] })
  await attestRoot(parties, { subject: 'commitments', root: pairOf(leaf, sibling) })
  const recordDelivery = await send(encodeFunctionData({ abi, functionName: 'record', args: [1n, 14_400n, [sibling]] }))
  await parties.travel(3n * day)
  const settleCommitment = await send(encodeFunctionData({ abi, functionName: 'settle', args: [1n] }))
  return { commitCapacity, recordDelivery, settleCommitment }
}

/**
 * The deployer posts a bounty; the sender claims it and submits work. The submission is not measured: the Directory got the contract's address late, so Panels
 * accepts no request for reviewers from it for 36 days.
 */
async function bountyFlows(parties: GasParties, { funding: { bounties: to }, gToken }: Places): Promise<Record<string, number>> {
  const { deployer, sender } = parties.chain.keys
  const abi = bountiesAbi
  const openUntil = Number((await parties.now()) + 10n * day)
  await parties.gasOf(deployer, { to: gToken, data: approve(to) })
  await parties.gasOf(sender, { to: gToken, data: approve(to) })
  const transfer = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [sender.address, parseEther('100')] })
  await parties.gasOf(deployer, { to: gToken, data: transfer })
  const text = 'A tool that says where a job ran best: built, documented, merged.'
  const post = encodeFunctionData({ abi, functionName: 'post', args: [4, parseEther('100'), openUntil, Number(5n * day), text] })
  await parties.gasOf(deployer, { to, data: post })
  const postBounty = await parties.gasOf(deployer, { to, data: post })
  const claimBounty = await parties.gasOf(sender, { to, data: encodeFunctionData({ abi, functionName: 'claim', args: [1n] }) })
  const submit = encodeFunctionData({ abi, functionName: 'submit', args: [1n, 'Merged, and its measurements are beside it.'] })
  await parties.gasOf(sender, { to, data: submit })
  await parties.gasOf(deployer, { to, data: encodeFunctionData({ abi, functionName: 'takeBack', args: [2n] }) })
  const payOut = encodeFunctionData({ abi, functionName: 'payOut', args: [deployer.address] })
  return { postBounty, claimBounty, payOutBounty: await parties.gasOf(sender, { to, data: payOut }) }
}

async function rateFlows(parties: GasParties, { funding: { rateOracle, modelPayments }, gToken }: Places): Promise<Record<string, number>> {
  const { deployer, provider } = parties.chain.keys
  const report = { to: rateOracle, data: encodeFunctionData({ abi: gOracleAbi, functionName: 'report', args: [rate] }) }
  const update = { to: rateOracle, data: encodeFunctionData({ abi: gOracleAbi, functionName: 'update' }) }
  for (const validator of validators) await parties.gasOf(validator, report)
  await parties.gasOf(deployer, update)
  await parties.travel(hour)
  let reportRate = 0
  for (const validator of validators) reportRate = await parties.gasOf(validator, report)
  const updateRate = await parties.gasOf(deployer, update)
  const to = modelPayments
  const abi = modelPaymentsAbi
  await parties.gasOf(deployer, { to: gToken, data: approve(to) })
  const args = ['A model that translates', provider.address, parseEther('0.001')] as const
  await parties.gasOf(provider, { to, data: encodeFunctionData({ abi, functionName: 'register', args }) })
  const pay = { to, data: encodeFunctionData({ abi, functionName: 'pay', args: [1n, 1_000n, parseEther('2'), keccak256(toBytes('order 7'))] }) }
  await parties.gasOf(deployer, pay)
  return { reportRate, updateRate, payModel: await parties.gasOf(deployer, pay) }
}
