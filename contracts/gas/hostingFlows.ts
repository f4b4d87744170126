import {
  claimHostingCall,
  hostingPoolAbi,
  hostingStatement,
  nameKey,
  pTokenAbi,
  publishHostingCall,
  readHostingPool,
  refundHostingCall,
  sponsorHostingCall,
} from '@infinitio/chain'
import { type Address, hex32 } from '@infinitio/domain'
import {
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  maxUint256,
  numberToHex,
  parseAbiParameters,
  parseEther,
} from 'viem'
import { GasParties } from './gasParties.ts'
import { pairOf } from './merkle.ts'
import { attestRoot, standUpValidators } from './validators.ts'

const [perDay, budget, first, second] = [parseEther('10'), parseEther('8'), parseEther('5'), parseEther('3')]
const programme = 1n
const refundDays = 30n

/**
 * Measures the gas of whole transactions of a hosting programme, on a chain with the DAO and four validators. The measured day has two shares. The first of the
 * two claims also assigns the day's part of the programme.
 */
export async function hostingFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    const { chain, client } = parties
    const { provider, sender, deployer } = chain.keys
    await parties.deployDao()
    await standUpValidators(parties)
    const pool = await readHostingPool(client, chain.addresses.directory)
    if (pool === null) throw new Error('a deployment has a hosting pool')
    const daySeconds = BigInt(await client.readContract({ address: pool, abi: hostingPoolAbi, functionName: 'DAY_SECONDS' }))
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [pool, maxUint256] })
    await parties.gasOf(provider, { to: chain.addresses.pToken, data: approve })
    const hostingSponsor = await parties.gasOf(provider, sponsorHostingCall({ pool, perDay, model: 'llama-3.3-70b' }))
    const day = (await parties.now()) / daySeconds
    const tree = treeOfDay({ day, hosts: [sender.address, deployer.address] })
    await parties.travel((day + 1n) * daySeconds - (await parties.now()) + 1n)
    const statement = hostingStatement({ chainId: chain.chainId, pool, day, root: tree.root, shares: tree.shares })
    await attestRoot(parties, { subject: 'hosting', root: statement })
    const hostingPublish = await parties.gasOf(sender, publishHostingCall({ pool, day, root: tree.root, shares: tree.shares }))
    const [one, other] = tree.claims
    const hostingClaimFirst = await parties.gasOf(sender, claimHostingCall({ pool, claims: [one] }))
    const hostingClaim = await parties.gasOf(sender, claimHostingCall({ pool, claims: [other] }))
    await parties.travel(refundDays * daySeconds)
    const hostingRefund = await parties.gasOf(provider, refundHostingCall({ pool, programme, budgets: [] }))
    return { hostingSponsor, hostingPublish, hostingClaimFirst, hostingClaim, hostingRefund }
  } finally {
    await parties.chain.stop()
  }
}

/** Returns the tree of a day with a budget and two shares, and the claims of both hosts. */
function treeOfDay({ day, hosts: [host, otherHost] }: { day: bigint; hosts: readonly [Address, Address] }) {
  const shareOf = (account: Address, amount: bigint) => ({ programme, day: Number(day), account, amount })
  const leaves = {
    budget: leafOf('HostingBudget', [programme, day, budget]),
    one: leafOf('HostingShare', [programme, day, BigInt(host), first]),
    other: leafOf('HostingShare', [programme, day, BigInt(otherHost), second]),
  }
  const shares = pairOf(leaves.one, leaves.other)
  const packed = [shareOf(host, first), shareOf(otherHost, second)].map(({ account, amount }) =>
    concatHex([numberToHex(programme, { size: 8 }), account, numberToHex(amount, { size: 12 })]),
  )
  const claimOf = (account: Address, amount: bigint, sibling: Hex) => {
    return { share: shareOf(account, amount), path: [sibling, leaves.budget], budget, budgetPath: [shares] }
  }
  const claims = [claimOf(host, first, leaves.other), claimOf(otherHost, second, leaves.one)] as const
  return { root: hex32(pairOf(leaves.budget, shares)), shares: concatHex(packed), claims }
}

function leafOf(kind: string, values: readonly [bigint, bigint, bigint] | readonly [bigint, bigint, bigint, bigint]): Hex {
  const types = parseAbiParameters(`bytes32, ${values.map(() => 'uint256').join(', ')}`)
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey(kind), ...values] as never)))
}
