import { type ContractCall, commitCall, directoryAbi, futuresCommitmentAbi, nameKey, type PromisedTerms, readFunding } from '@infinitio/chain'
import { type Address, address, assertNever, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { allowToken, type GovernCallSending, sendGovernCall } from './sendGovernCall.ts'

/** One action on commitments (promises of GPU time with a bond). Anyone may send `settle`. `withdraw` pays the sending account the amount that is due to it. */
export type CommitmentMove =
  | { readonly kind: 'commit'; readonly terms: PromisedTerms }
  | { readonly kind: 'settle'; readonly id: bigint }
  | { readonly kind: 'withdraw' }

/** The sending account, its signer, and the Directory with the contracts' addresses. */
export type CommitmentSending = Omit<GovernCallSending, 'account'> & { readonly account: string; readonly directory: Address }

/**
 * Executes an action on commitments with transactions of the account and returns the hash of the last one once it is mined. Committing takes a bond. If the
 * contract's allowance is smaller, it is first raised to exactly the bond. Throws `api.not_found` without a commitment contract, and the codes of `governMove`.
 */
export async function commitmentMove(access: ExitAccess, move: CommitmentMove, { directory, ...sending }: CommitmentSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const funding = await askRpc(access, () => readFunding(access.client, directory))
  if (funding === null) throw refusal('api.not_found', { detail: 'nobody commits to anything on this chain' })
  const { futuresCommitment } = funding
  if (move.kind === 'commit') {
    const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('PToken')] } as const
    const token = address((await askRpc(access, () => readContract(access.client, read))).toLowerCase())
    await allowToken(access, { token, spender: futuresCommitment, amount: move.terms.bond }, { ...sending, account })
  }
  return await sendGovernCall(access, callOf(move, { to: futuresCommitment, account }), { ...sending, account })
}

function callOf(move: CommitmentMove, { to, account }: { to: Address; account: Address }): ContractCall {
  const abi = futuresCommitmentAbi
  switch (move.kind) {
    case 'commit':
      return commitCall(to, move.terms)
    case 'settle':
      return { to, data: encodeFunctionData({ abi, functionName: 'settle', args: [move.id] }) }
    case 'withdraw':
      return { to, data: encodeFunctionData({ abi, functionName: 'withdraw', args: [account] }) }
    default:
      return assertNever(move)
  }
}
