import { bountiesAbi, futuresCommitmentAbi, nameKey, panelsAbi, stakedGTokenAbi, vestingAbi } from '@infinitio/chain'
import { type Address, assertNever, type LedgerAsset, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import type { DueAct, DueContract, ExitDue } from './exitDue.ts'

/** Seconds for which the bond of a former panel member waits. The same value as `HELD_SECONDS` of the contract. */
const heldSeconds = 7n * 86_400n
/** A vested amount below this, 1 G, waits until it is larger or the grant is over, because it grows with each second. */
const leastVested = 10n ** 18n
/** The lists of `Panels`, by the contracts that select members from them. */
const panelLists = ['Bounties', 'CarbonRegistry', 'DisputeCourt', 'Findings'] as const

type Reading = { readonly name: DueContract; readonly contract: Address; readonly account: Address; readonly now: bigint }

/** Reads what one contract owes to an account. Leaves out amounts of 0. Throws `chain.rpc_silent`, and viem's errors if the contract has another interface. */
export async function readDues(access: ExitAccess, reading: Reading): Promise<ExitDue[]> {
  const dues = await duesOf(access, reading)
  return dues.filter(({ amount }) => amount > 0n)
}

async function duesOf(access: ExitAccess, { name, contract, account, now }: Reading): Promise<ExitDue[]> {
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  const due = (act: DueAct, data: Hex, more: { asset: LedgerAsset; amount: bigint; from?: bigint }): ExitDue => {
    return { contract, act, data, ...more, from: unixSeconds(more.from ?? 0n) }
  }
  switch (name) {
    case 'FuturesCommitment': {
      const amount = await ask(() =>
        readContract(access.client, { address: contract, abi: futuresCommitmentAbi, functionName: 'owedTo', args: [account] }),
      )
      const data = encodeFunctionData({ abi: futuresCommitmentAbi, functionName: 'withdraw', args: [account] })
      return [due('commitments', data, { asset: 'PToken', amount })]
    }
    case 'Bounties': {
      const amount = await ask(() => readContract(access.client, { address: contract, abi: bountiesAbi, functionName: 'owedTo', args: [account] }))
      return [due('bounties', encodeFunctionData({ abi: bountiesAbi, functionName: 'payOut', args: [account] }), { asset: 'G', amount })]
    }
    case 'StakedGToken': {
      const at = { address: contract, abi: stakedGTokenAbi, args: [account] } as const
      const { unstaking, releaseAt } = await ask(() => readContract(access.client, { ...at, functionName: 'stakerOf' }))
      const staked = await ask(() => readContract(access.client, { ...at, functionName: 'balanceOf' }))
      // While an account still stakes, its interest grows with each second, and an exit that collects it would never end. So the interest counts only without a
      // stake.
      const interest = staked > 0n ? 0n : await ask(() => readContract(access.client, { ...at, functionName: 'interestOf' }))
      const data = (functionName: 'withdraw' | 'claimInterest') => encodeFunctionData({ abi: stakedGTokenAbi, functionName, args: [account] })
      return [
        due('unstaked', data('withdraw'), { asset: 'G', amount: unstaking, from: BigInt(releaseAt) }),
        due('interest', data('claimInterest'), { asset: 'G', amount: interest }),
      ]
    }
    case 'Vesting': {
      const at = { address: contract, abi: vestingAbi } as const
      const count = await ask(() => readContract(access.client, { ...at, functionName: 'grantCount' }))
      const dues: ExitDue[] = []
      for (let id = 0n; id < count; id += 1n) {
        const grant = await ask(() => readContract(access.client, { ...at, functionName: 'grantOf', args: [id] }))
        if (grant.beneficiary.toLowerCase() !== account) continue
        const vested = await ask(() => readContract(access.client, { ...at, functionName: 'vestedAt', args: [id, now] }))
        const data = encodeFunctionData({ abi: vestingAbi, functionName: 'release', args: [id] })
        const amount = vested - grant.released
        if (amount >= leastVested || vested === grant.amount) dues.push(due('vested', data, { asset: 'G', amount }))
      }
      return dues
    }
    case 'Panels': {
      const dues: ExitDue[] = []
      for (const list of panelLists) {
        const args = [nameKey(list), account] as const
        const member = await ask(() => readContract(access.client, { address: contract, abi: panelsAbi, functionName: 'memberOf', args }))
        if (member.leftAt === 0) continue
        const data = encodeFunctionData({ abi: panelsAbi, functionName: 'withdraw', args })
        dues.push(due('panelBond', data, { asset: 'G', amount: member.bond, from: BigInt(member.leftAt) + heldSeconds }))
      }
      return dues
    }
    default:
      return assertNever(name)
  }
}
