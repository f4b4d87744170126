import { hostingPoolAbi, nameKey, type ProvenBudget } from '@infinitio/chain'
import { type Address, address, hostingDays, hostingRefundDays, unixSeconds } from '@infinitio/domain'
import { type HostingTree, hostingTree, readShares } from '@infinitio/economy'
import { bytesToHex, encodeAbiParameters, type Hex, keccak256, parseAbiParameters } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import type { ExitHosting, ExitProgramme, ExitShare } from './exitHosting.ts'
import type { LoggedDay, LoggedProgramme } from './hostingHistory.ts'

/** The programmes and published days of one hosting pool, which the logs showed. */
export type HostingPositions = {
  readonly account: Address
  readonly hosting: Address
  readonly programmes: readonly LoggedProgramme[]
  readonly days: readonly LoggedDay[]
}

/** Hex digits of one packed share: 40 bytes. */
const shareDigits = 80

type Day = { readonly day: bigint; readonly tree: HostingTree }

/**
 * Reads the shares that an account can claim in one hosting pool, and its own programmes. Calculates the proofs from the published shares. Leaves out a day whose
 * published shares do not give its root. Throws `chain.rpc_silent`.
 */
export async function readHosting(access: ExitAccess, positions: HostingPositions): Promise<ExitHosting> {
  const { account, hosting } = positions
  const at = { address: hosting, abi: hostingPoolAbi } as const
  const pToken = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'PTOKEN' }))
  const daySeconds = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'DAY_SECONDS' }))
  const own = positions.programmes.filter(({ sponsor }) => sponsor === account)
  const needed = positions.days.filter(({ day, shares }) => own.some((one) => hasDay(one, day)) || shares.toLowerCase().includes(account.slice(2)))
  const days = needed.flatMap((day) => treeOf(day, positions.programmes))
  const shares: ExitShare[] = []
  for (const day of days) shares.push(...(await openShares(access, { account, hosting, day })))
  const programmes: ExitProgramme[] = []
  for (const programme of own) programmes.push(...(await openProgramme(access, { programme, days, daySeconds: BigInt(daySeconds) })))
  return { hosting, pToken: address(pToken.toLowerCase()), shares, programmes }
}

function hasDay({ firstDay }: LoggedProgramme, day: bigint): boolean {
  return firstDay <= day && day < firstDay + BigInt(hostingDays)
}

function treeOf({ day, root, shares: packed }: LoggedDay, programmes: readonly LoggedProgramme[]): Day[] {
  // Another contract that the Directory listed by mistake could publish shares of any length.
  if (packed.length % shareDigits !== 2) return []
  const ofDay = programmes.filter((one) => hasDay(one, day)).map(({ programme }) => programme)
  const tree = hostingTree({ day, programmes: ofDay, shares: readShares(packed).filter(({ programme }) => ofDay.includes(programme)) })
  return tree === null || bytesToHex(tree.root) !== root ? [] : [{ day, tree }]
}

/** Returns the unclaimed shares of the account on a day, if their programme still has the money for them. */
async function openShares(
  access: ExitAccess,
  { account, hosting, day: { day, tree } }: { account: Address; hosting: Address; day: Day },
): Promise<ExitShare[]> {
  const at = { address: hosting, abi: hostingPoolAbi } as const
  const found: ExitShare[] = []
  for (const { programme, amount } of tree.shares.filter((share) => share.account === account)) {
    const share = { programme, day: Number(day), account, amount }
    const leaf = shareLeaf(share)
    if (await askRpc(access, () => readContract(access.client, { ...at, functionName: 'isClaimed', args: [leaf] }))) continue
    const assigned = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'assignedOf', args: [programme, share.day] }))
    const { sponsor } = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'programmeOf', args: [programme] }))
    // A programme that was refunded without this day has no money left for it.
    if (!assigned.isAssigned && BigInt(sponsor) === 0n) continue
    const { budget, path } = budgetOf({ day, tree }, programme)
    found.push({ amount, claim: { share, path: hexes(tree.sharePath({ programme, account })), budget: budget.amount, budgetPath: path } })
  }
  return found
}

type Own = { readonly programme: LoggedProgramme; readonly days: readonly Day[]; readonly daySeconds: bigint }

/** Returns a programme of the account that was not refunded yet. */
async function openProgramme(access: ExitAccess, { programme: { hosting, programme, firstDay }, days, daySeconds }: Own): Promise<ExitProgramme[]> {
  const at = { address: hosting, abi: hostingPoolAbi } as const
  const { sponsor, rest } = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'programmeOf', args: [programme] }))
  if (BigInt(sponsor) === 0n) return []
  const budgets: ProvenBudget[] = []
  for (const day of days.filter(({ tree }) => tree.budgetPath(programme) !== null)) {
    const args = [programme, Number(day.day)] as const
    const { isAssigned } = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'assignedOf', args }))
    if (!isAssigned) budgets.push(budgetOf(day, programme))
  }
  const refund = budgets.reduce((left, { budget }) => left - budget.amount, rest)
  return [{ programme, refund, refundAt: unixSeconds((firstDay + BigInt(hostingRefundDays)) * daySeconds), budgets }]
}

function budgetOf({ day, tree }: Day, programme: bigint): ProvenBudget {
  const amount = tree.budgets.find((budget) => budget.programme === programme)?.amount ?? 0n
  return { budget: { programme, day: Number(day), amount }, path: hexes(tree.budgetPath(programme)) }
}

const leafTypes = parseAbiParameters('bytes32 kind, uint64 programme, uint40 day, address account, uint96 amount')

/** Returns the leaf of a share, as `HostingLib.leafOf` of the contract. */
function shareLeaf(share: { programme: bigint; day: number; account: Address; amount: bigint }): Hex {
  const { programme, day, account, amount } = share
  return keccak256(keccak256(encodeAbiParameters(leafTypes, [nameKey('HostingShare'), programme, day, account, amount])))
}

function hexes(path: readonly Uint8Array[] | null): Hex[] {
  return (path ?? []).map((sibling) => bytesToHex(sibling))
}
