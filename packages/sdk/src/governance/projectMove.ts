import { type ContractCall, directoryAbi, incubatorAbi, nameKey, type ProposedProject, proposeProjectCall, readFunding } from '@infinitio/chain'
import { type Address, address, assertNever, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { allowToken, type GovernCallSending, sendGovernCall } from './sendGovernCall.ts'

/** One action on incubation projects. Anyone may send `release` and `repay`. Milestones are numbered from 0. */
export type ProjectMove =
  | { readonly kind: 'propose'; readonly project: ProposedProject }
  | { readonly kind: 'sponsor'; readonly id: bigint; readonly amount: bigint }
  | { readonly kind: 'show'; readonly id: bigint; readonly milestone: number; readonly evidence: string }
  | { readonly kind: 'vote'; readonly id: bigint; readonly milestone: number; readonly agrees: boolean; readonly reason: string }
  | { readonly kind: 'release' | 'quit' | 'abandon'; readonly id: bigint }
  | { readonly kind: 'repay'; readonly id: bigint; readonly to: Address }

/** The sending account, its signer, and the Directory with the contracts' addresses. */
export type ProjectSending = Omit<GovernCallSending, 'account'> & { readonly account: string; readonly directory: Address }

/**
 * Executes an action on projects with transactions of the account and returns the hash of the last one once it is mined. Sponsoring locks an amount. If the
 * contract's allowance is smaller, it is first raised to exactly that amount. Throws `api.not_found` without a project contract, and the codes of `governMove`.
 */
export async function projectMove(access: ExitAccess, move: ProjectMove, { directory, ...sending }: ProjectSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const funding = await askRpc(access, () => readFunding(access.client, directory))
  if (funding === null) throw refusal('api.not_found', { detail: 'no projects are sponsored on this chain' })
  if (move.kind === 'sponsor') {
    const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('GToken')] } as const
    const gToken = address((await askRpc(access, () => readContract(access.client, read))).toLowerCase())
    await allowToken(access, { token: gToken, spender: funding.incubator, amount: move.amount }, { ...sending, account })
  }
  return await sendGovernCall(access, projectCall(move, funding.incubator), { ...sending, account })
}

function projectCall(move: ProjectMove, to: Address): ContractCall {
  const abi = incubatorAbi
  switch (move.kind) {
    case 'propose':
      return proposeProjectCall(to, move.project)
    case 'sponsor':
      return { to, data: encodeFunctionData({ abi, functionName: 'sponsor', args: [move.id, move.amount] }) }
    case 'show':
      return { to, data: encodeFunctionData({ abi, functionName: 'show', args: [move.id, BigInt(move.milestone), move.evidence] }) }
    case 'vote': {
      const args = [move.id, BigInt(move.milestone), move.agrees, move.reason] as const
      return { to, data: encodeFunctionData({ abi, functionName: 'vote', args }) }
    }
    case 'release':
    case 'quit':
    case 'abandon':
      return { to, data: encodeFunctionData({ abi, functionName: move.kind, args: [move.id] }) }
    case 'repay':
      return { to, data: encodeFunctionData({ abi, functionName: 'repay', args: [move.id, move.to] }) }
    default:
      return assertNever(move)
  }
}
