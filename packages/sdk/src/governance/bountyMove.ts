import { bountiesAbi, type ContractCall, directoryAbi, nameKey, postBountyCall, type PostedBounty, readFunding } from '@infinitio/chain'
import { type Address, address, assertNever, bountyCategories, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { refusal } from '../transport/refusal.ts'
import { allowToken, type GovernCallSending, sendGovernCall } from './sendGovernCall.ts'

/** One action on bounties. Anyone may send `advance` and `payOut`. A score is in percent of a full contribution: 1 to 100 accepts the work, 0 rejects it. */
export type BountyMove =
  | { readonly kind: 'post'; readonly bounty: PostedBounty }
  | { readonly kind: 'claim' | 'takeBack' | 'advance'; readonly id: bigint }
  | { readonly kind: 'submit'; readonly id: bigint; readonly evidence: string }
  | { readonly kind: 'review'; readonly id: bigint; readonly score: number; readonly reason: string }
  | { readonly kind: 'payOut'; readonly to: Address }

/** The sending account, its signer, and the Directory with the contracts' addresses. */
export type BountySending = Omit<GovernCallSending, 'account'> & { readonly account: string; readonly directory: Address }

/**
 * Executes an action on bounties with transactions of the account and returns the hash of the last one once it is mined. Posting takes the reward, claiming
 * takes a bond. If the contract's allowance is smaller, it is first raised to exactly that amount. Throws `api.invalid_field` for a bounty that the contract
 * always rejects, `api.not_found` without a bounty contract, and the codes of `governMove`.
 */
export async function bountyMove(access: ExitAccess, move: BountyMove, { directory, ...sending }: BountySending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const problem = move.kind === 'post' ? bountyProblem(move.bounty) : null
  if (problem !== null) throw refusal('api.invalid_field', { detail: problem })
  const funding = await askRpc(access, () => readFunding(access.client, directory))
  if (funding === null) throw refusal('api.not_found', { detail: 'nothing is paid for by bounties on this chain' })
  const amount = await neededOf(access, move, funding.bounties)
  if (amount !== null) {
    const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('GToken')] } as const
    const gToken = address((await askRpc(access, () => readContract(access.client, read))).toLowerCase())
    await allowToken(access, { token: gToken, spender: funding.bounties, amount }, { ...sending, account })
  }
  return await sendGovernCall(access, bountyCall(move, funding.bounties), { ...sending, account })
}

/** Returns how many G tokens, in base units, an action takes from the account. Null for an action that takes none. */
async function neededOf(access: ExitAccess, move: BountyMove, bounties: Address): Promise<bigint | null> {
  if (move.kind === 'post') return move.bounty.reward
  if (move.kind !== 'claim') return null
  const at = { address: bounties, abi: bountiesAbi } as const
  const [{ reward }, bps] = await Promise.all([
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'bountyOf', args: [move.id] })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'CLAIM_BOND_BPS' })),
  ])
  return (reward * bps) / 10_000n
}

function bountyCall(move: BountyMove, to: Address): ContractCall {
  const abi = bountiesAbi
  switch (move.kind) {
    case 'post':
      return postBountyCall(to, move.bounty)
    case 'claim':
    case 'takeBack':
    case 'advance':
      return { to, data: encodeFunctionData({ abi, functionName: move.kind, args: [move.id] }) }
    case 'submit':
      return { to, data: encodeFunctionData({ abi, functionName: 'submit', args: [move.id, move.evidence] }) }
    case 'review':
      return { to, data: encodeFunctionData({ abi, functionName: 'review', args: [move.id, move.score, move.reason] }) }
    case 'payOut':
      return { to, data: encodeFunctionData({ abi, functionName: 'payOut', args: [move.to] }) }
    default:
      return assertNever(move)
  }
}

const g = 10n ** 18n
const daySeconds = 86_400
const mostTextBytes = 4_000

/** Describes why the contract would always reject a bounty, or returns null. */
export function bountyProblem({ category, reward, workSeconds, text }: PostedBounty): string | null {
  if (bountyCategories[category] === undefined) return 'a category is from 0 to 4'
  if (reward < 10n * g || reward > 10_000_000n * g) return 'a reward is from 10 to 10,000,000 G'
  if (workSeconds < daySeconds || workSeconds > 90 * daySeconds) return 'work takes from 1 to 90 days'
  const { length } = new TextEncoder().encode(text)
  return text.trim() === '' || length > mostTextBytes ? `a text has 1 to ${mostTextBytes} bytes` : null
}
