import { bountiesAbi, futuresCommitmentAbi, nameKey, panelsAbi, randomBeaconAbi, stakedGTokenAbi, vestingAbi } from '@infinitio/chain'
import { type Address, assertNever, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { readContract, simulateContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { type CaseContract, caseContracts, type DueContract, type ExitDue, type FoundDues, type UnreadDue } from './exitDue.ts'
import { isAllowed } from './caseDue.ts'
import { readCase } from './readCase.ts'

/** Seconds for which the bond of a former panel member waits. The same value as `HELD_SECONDS` of the contract. */
const heldSeconds = 7n * 86_400n
/** A vested amount below this, 1 G, waits until it is larger or the grant is over, because it grows with each second. */
const leastVested = 10n ** 18n
/** Taking such an amount begins with a call that pays nothing and ends votes or a duty. */
const duty = { pays: false, isDuty: true } as const
/** The lists of `Panels`, by the contracts that select members from them. */
const panelLists = ['Bounties', 'CarbonRegistry', 'DisputeCourt', 'Findings'] as const

/** `cases` are the numbers of the contract's cases in which the account is or was a party. */
type Reading = {
  readonly name: DueContract
  readonly contract: Address
  readonly account: Address
  readonly now: bigint
  readonly cases: readonly bigint[]
}

/**
 * Reads what one contract owes to an account. Leaves out amounts of 0. Names in `unread` the contract if it has another interface, which the Directory may list
 * by mistake, and each case that cannot be read. Throws `chain.rpc_silent`.
 */
export async function readDues(access: ExitAccess, reading: Reading): Promise<FoundDues> {
  const { name, contract, cases } = reading
  const unread: UnreadDue[] = []
  const orUnread = (id: bigint | null) => (error: unknown) => {
    if (error instanceof Error && error.name === 'InfinitioError') throw error
    unread.push({ contract, id })
    return []
  }
  const dues: ExitDue[] = []
  if (isCaseContract(name)) {
    for (const id of cases) dues.push(...(await caseDues(access, { ...reading, name, id }).catch(orUnread(id))))
  } else dues.push(...(await duesOf(access, { ...reading, name }).catch(orUnread(null))))
  return { dues: dues.filter(({ amount }) => amount > 0n), unread }
}

function isCaseContract(name: DueContract): name is CaseContract {
  return (caseContracts as readonly string[]).includes(name)
}

async function caseDues(
  access: ExitAccess,
  { name, ...reading }: Reading & { readonly name: CaseContract; readonly id: bigint },
): Promise<ExitDue[]> {
  const found = await readCase(access, name, reading)
  return found.map((one) => dueAt(reading.contract, one))
}

async function duesOf(access: ExitAccess, reading: Reading & { readonly name: Exclude<DueContract, CaseContract> }): Promise<ExitDue[]> {
  const { name, contract, account } = reading
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  switch (name) {
    case 'FuturesCommitment': {
      const amount = await ask(() =>
        readContract(access.client, { address: contract, abi: futuresCommitmentAbi, functionName: 'owedTo', args: [account] }),
      )
      const data = encodeFunctionData({ abi: futuresCommitmentAbi, functionName: 'withdraw', args: [account] })
      return [dueAt(contract, { act: 'commitments', data, asset: 'PToken', amount })]
    }
    case 'Bounties': {
      const amount = await ask(() => readContract(access.client, { address: contract, abi: bountiesAbi, functionName: 'owedTo', args: [account] }))
      const data = encodeFunctionData({ abi: bountiesAbi, functionName: 'payOut', args: [account] })
      return [dueAt(contract, { act: 'bounties', data, asset: 'G', amount })]
    }
    case 'StakedGToken':
      return await stakeDues(access, reading)
    case 'Vesting':
      return await vestingDues(access, reading)
    case 'Panels':
      return await panelDues(access, reading)
    case 'RandomBeacon': {
      const at = { address: contract, abi: randomBeaconAbi } as const
      const { bond } = await ask(() => readContract(access.client, { ...at, functionName: 'participantOf', args: [account] }))
      if (bond === 0n) return []
      const resign = { abi: randomBeaconAbi, functionName: 'resign' } as const
      // A maker of seeds cannot resign while a round waits for its secret.
      const isFree = await isAllowed(() => ask(() => simulateContract(access.client, { ...resign, address: contract, account })))
      return [dueAt(contract, { act: 'seeds', data: isFree ? encodeFunctionData(resign) : null, asset: 'G', amount: bond, isDuty: true })]
    }
    default:
      return assertNever(name)
  }
}

type DueFields = Pick<ExitDue, 'act' | 'data' | 'asset' | 'amount'> &
  Partial<Pick<ExitDue, 'isMost' | 'pays' | 'isDuty'>> & { readonly from?: bigint }

function dueAt(contract: Address, { from = 0n, ...fields }: DueFields): ExitDue {
  return { contract, isMost: false, pays: true, isDuty: false, ...fields, from: unixSeconds(from) }
}

async function stakeDues(access: ExitAccess, { contract, account }: Reading): Promise<ExitDue[]> {
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  const at = { address: contract, abi: stakedGTokenAbi, args: [account] } as const
  const { unstaking, releaseAt } = await ask(() => readContract(access.client, { ...at, functionName: 'stakerOf' }))
  const staked = await ask(() => readContract(access.client, { ...at, functionName: 'balanceOf' }))
  // While an account still stakes, its interest grows with each second, and an exit that collects it would never end. So the interest counts only without a
  // stake.
  const interest = staked > 0n ? 0n : await ask(() => readContract(access.client, { ...at, functionName: 'interestOf' }))
  const data = (functionName: 'withdraw' | 'claimInterest') => encodeFunctionData({ abi: stakedGTokenAbi, functionName, args: [account] })
  const unstake = await unstakeData(access, { contract, account, staked, unstaking })
  return [
    dueAt(contract, { act: 'unstaked', data: data('withdraw'), asset: 'G', amount: unstaking, from: BigInt(releaseAt) }),
    dueAt(contract, { act: 'interest', data: data('claimInterest'), asset: 'G', amount: interest }),
    dueAt(contract, { act: 'staked', data: unstake, asset: 'G', amount: staked, ...duty }),
  ]
}

async function vestingDues(access: ExitAccess, { contract, account, now }: Reading): Promise<ExitDue[]> {
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  const at = { address: contract, abi: vestingAbi } as const
  const count = await ask(() => readContract(access.client, { ...at, functionName: 'grantCount' }))
  const dues: ExitDue[] = []
  for (let id = 0n; id < count; id += 1n) {
    const grant = await ask(() => readContract(access.client, { ...at, functionName: 'grantOf', args: [id] }))
    if (grant.beneficiary.toLowerCase() !== account) continue
    const vested = await ask(() => readContract(access.client, { ...at, functionName: 'vestedAt', args: [id, now] }))
    const data = encodeFunctionData({ abi: vestingAbi, functionName: 'release', args: [id] })
    const amount = vested - grant.released
    if (amount >= leastVested || vested === grant.amount) dues.push(dueAt(contract, { act: 'vested', data, asset: 'G', amount }))
  }
  return dues
}

async function panelDues(access: ExitAccess, { contract, account }: Reading): Promise<ExitDue[]> {
  const dues: ExitDue[] = []
  for (const list of panelLists) {
    const args = [nameKey(list), account] as const
    const call = { address: contract, abi: panelsAbi, functionName: 'memberOf', args } as const
    const { bond: amount, leftAt } = await askRpc(access, () => readContract(access.client, call))
    if (leftAt === 0) {
      const data = encodeFunctionData({ abi: panelsAbi, functionName: 'resign', args: [nameKey(list)] })
      dues.push(dueAt(contract, { act: 'onPanel', data, asset: 'G', amount, ...duty }))
    } else {
      const data = encodeFunctionData({ abi: panelsAbi, functionName: 'withdraw', args })
      dues.push(dueAt(contract, { act: 'panelBond', data, asset: 'G', amount, from: BigInt(leftAt) + heldSeconds }))
    }
  }
  return dues
}

type Stake = { readonly contract: Address; readonly account: Address; readonly staked: bigint; readonly unstaking: bigint }

/**
 * Returns the call that begins to unstake those G tokens of an account that no proposal holds. Null if there is none, and while other G waits,
 * because a second call would restart its waiting time.
 */
async function unstakeData(access: ExitAccess, { contract, account, staked, unstaking }: Stake): Promise<Hex | null> {
  const at = { address: contract, abi: stakedGTokenAbi } as const
  const bonded = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'bondedOf', args: [account] }))
  if (staked === bonded || unstaking > 0n) return null
  return encodeFunctionData({ abi: stakedGTokenAbi, functionName: 'unstake', args: [staked - bonded] })
}
