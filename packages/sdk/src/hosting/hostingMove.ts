import {
  claimHostingCall,
  type ContractCall,
  hostingClaimOf,
  hostingPoolAbi,
  provenBudgetsOf,
  refundHostingCall,
  sponsorHostingCall,
} from '@infinitio/chain'
import { address, assertNever, hostingDays, type TxHash } from '@infinitio/domain'
import type { HostingAccountWire } from '@infinitio/domain/wire'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { allowToken, type GovernCallSending, sendGovernCall } from '../governance/sendGovernCall.ts'
import { refusal } from '../transport/refusal.ts'

/** Shares that an account can claim, as `getHostingAccount` returns them. */
export type HostingShares = HostingAccountWire['claims']
/** A programme of a sponsor with its unassigned days, as `getHostingAccount` returns it. */
export type SponsoredProgramme = HostingAccountWire['programmes'][number]

/**
 * One action on hosting programmes: pay a daily amount (PToken base units) for the hosting of a model, for all days of the programme at once; claim the shares
 * of an account; or get back what remains of a programme.
 */
export type HostingMove =
  | { readonly kind: 'sponsor'; readonly model: string; readonly perDay: bigint }
  | { readonly kind: 'claim'; readonly account: string; readonly shares: HostingShares }
  | { readonly kind: 'refund'; readonly programme: SponsoredProgramme }

/** The sending account, its signer, and the contracts that `getHosting` returns. */
export type HostingSending = Omit<GovernCallSending, 'account'> & {
  readonly account: string
  readonly contracts: NonNullable<HostingAccountWire['contracts']>
}

/**
 * Executes an action on hosting programmes with transactions of the account, and returns the hash of the last one once it is mined. Sponsoring takes 25 times
 * the daily amount; if the contract's allowance is smaller, it is first raised to exactly that amount. Throws `api.not_found` if there is nothing to claim,
 * `api.invalid_field` for a daily amount below the least one, and the codes of `governMove`.
 */
export async function hostingMove(access: ExitAccess, move: HostingMove, { contracts, ...sending }: HostingSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const [pool, token] = [address(contracts.pool), address(contracts.pToken)]
  if (move.kind === 'sponsor') {
    const least = await askRpc(access, () => readContract(access.client, { address: pool, abi: hostingPoolAbi, functionName: 'LEAST_PER_DAY' }))
    if (move.perDay < least) throw refusal('api.invalid_field', { detail: `the least daily amount is ${least} base units` })
    await allowToken(access, { token, spender: pool, amount: move.perDay * BigInt(hostingDays) }, { ...sending, account })
  }
  if (move.kind === 'claim' && move.shares.length === 0) throw refusal('api.not_found', { detail: 'nothing can be claimed' })
  return await sendGovernCall(access, hostingCall(move, contracts.pool), { ...sending, account })
}

function hostingCall(move: HostingMove, contract: string): ContractCall {
  const pool = address(contract)
  switch (move.kind) {
    case 'sponsor':
      return sponsorHostingCall({ pool, ...move })
    case 'claim':
      return claimHostingCall({ pool, claims: move.shares.map((share) => hostingClaimOf(share, address(move.account))) })
    case 'refund':
      return refundHostingCall({ pool, programme: BigInt(move.programme.programme), budgets: provenBudgetsOf(move.programme) })
    default:
      return assertNever(move)
  }
}
