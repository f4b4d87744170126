import { disputeCourtAbi, jurorSalt, nameKey, panelsAbi, pTokenAbi, readCourt, stakeVaultAbi, voteCommitment } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { type Address, address, hex32 } from '@infinitio/domain'
import { encodeFunctionData, type Hex, keccak256, maxUint256, parseEther, toBytes } from 'viem'
import type { GasParties } from './gasParties.ts'
import { pairOf } from './merkle.ts'
import { attestRoot } from './validators.ts'

const day = 86_400n
const claim = parseEther('100')
const sibling = keccak256(toBytes('another closed lease'))
const forOpener = 1
const abi = disputeCourtAbi

/** The accounts that a dispute needs: jurors on the list, and validators that sign roots. `makeSeed` makes the next random seed. */
type Standing = {
  readonly parties: GasParties
  readonly panels: Address
  readonly jurors: readonly TestKey[]
  readonly signers: readonly TestKey[]
  readonly makeSeed: () => Promise<unknown>
}

/**
 * Measures the gas of a dispute about a closed lease, from its opening to the pay of a juror: all five jurors vote for the deployer, who claims 100 PToken from
 * the provider. `disputeOpenFresh` is the first dispute of the court, `disputeOpen` the second. `disputeCommit`, `disputeReveal` and `disputePay` are
 * transactions for the third juror. `disputeCount` includes closing the panel.
 */
export async function disputeFlows({ parties, panels, jurors, signers, makeSeed }: Standing): Promise<Record<string, number>> {
  const { chain, client } = parties
  const { deployer, provider } = chain.keys
  const { directory, pToken, stakeVault, market } = chain.addresses
  const to = await readCourt(client, directory)
  if (to === null) throw new Error('a deployment has a court')
  const approve = (spender: Address) => ({
    to: pToken,
    data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [spender, maxUint256] }),
  })
  await parties.gasOf(provider, approve(stakeVault))
  const bond = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bond', args: [nameKey('Provider'), parseEther('1000')] })
  await parties.gasOf(provider, { to: stakeVault, data: bond })
  const transfer = encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [deployer.address, claim] })
  await parties.gasOf(provider, { to: pToken, data: transfer })
  await parties.gasOf(deployer, approve(to))
  const closedAt = Number(await parties.now())
  const open = async (leaseId: bigint) => {
    const lease = { market, leaseId, holder: deployer.address, provider: provider.address, closedAt, weekPay: claim }
    const leaf = await client.readContract({ address: to, abi, functionName: 'leafOf', args: [lease] })
    await attestRoot(parties, { subject: 'closed', root: pairOf(leaf, sibling), signers })
    return await send(deployer, encodeFunctionData({ abi, functionName: 'openLease', args: [lease, claim, [sibling]] }))
  }
  const send = (from: TestKey, data: Hex) => parties.gasOf(from, { to, data })
  const step = (functionName: 'request' | 'draw' | 'count' | 'execute') => send(deployer, encodeFunctionData({ abi, functionName, args: [1n] }))
  const disputeOpenFresh = await open(1n)
  await parties.travel(3_600n)
  const disputeOpen = await open(2n)
  await parties.travel(2n * day)
  const disputeRequest = await step('request')
  await makeSeed()
  const disputeDraw = await step('draw')
  const { panelId } = await client.readContract({ address: to, abi, functionName: 'trialOf', args: [1n] })
  const drawn = await client.readContract({ address: panels, abi: panelsAbi, functionName: 'membersOf', args: [BigInt(panelId)] })
  const members = drawn.map((account) => jurors.find((juror) => juror.address === account.toLowerCase())).filter((juror) => juror !== undefined)
  const vote = (juror: TestKey) => ({ dispute: 1n, round: 1, juror: address(juror.address), vote: forOpener })
  const salt = hex32(jurorSalt('0x01'))
  const commits: number[] = []
  for (const juror of members) {
    const commitment = voteCommitment(vote(juror), { chainId: chain.chainId, court: to, salt })
    commits.push(await send(juror, encodeFunctionData({ abi, functionName: 'commit', args: [1n, commitment] })))
  }
  await parties.travel(2n * day)
  const reveals: number[] = []
  for (const juror of members) {
    reveals.push(await send(juror, encodeFunctionData({ abi, functionName: 'reveal', args: [1n, address(juror.address), forOpener, salt] })))
  }
  const disputeCount = await step('count')
  await parties.travel(4n * day)
  const disputeExecute = await step('execute')
  const pays: number[] = []
  for (const juror of members)
    pays.push(await send(deployer, encodeFunctionData({ abi, functionName: 'payJuror', args: [1n, address(juror.address)] })))
  return {
    ...{ disputeOpen, disputeOpenFresh, disputeRequest, disputeDraw, disputeCommit: commits[2] ?? 0, disputeReveal: reveals[2] ?? 0 },
    ...{ disputeCount, disputeExecute, disputePay: pays[2] ?? 0 },
  }
}
