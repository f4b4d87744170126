import {
  allowKeyCall,
  bondServiceCall,
  type ChannelRelease,
  collectServiceBondCall,
  type ContractCall,
  decodeLedgerError,
  depositToLedgerCall,
  exitChannelCall,
  finishChannelCall,
  fundChannelCall,
  gTokenAbi,
  type KeyAllowance,
  registerServiceCall,
  releaseChannelCall,
  type ServiceFacts,
  type ServiceGrant,
  setServiceOperatorCall,
  setServiceTermsCall,
  sweepLedgerFeesCall,
  unbondServiceCall,
  withdrawFromLedgerCall,
} from '@infinitio/chain'
import {
  type Address,
  address,
  assertNever,
  type AssetUnits,
  type ChannelFacts,
  type LedgerAsset,
  type ServiceId,
  type TxHash,
} from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { type ExitSender, sendContractCall } from '../chain/sendContractCall.ts'
import { refusal } from '../transport/refusal.ts'
import type { ServiceLedger } from './openServiceLedger.ts'

/**
 * One action on the service ledger (the contract that pays AI services), sent by a wallet. Amounts are in base units of the asset, except in `allow`, where
 * they are in millionths of the asset.
 */
export type LedgerMove =
  | { readonly kind: 'register'; readonly facts: ServiceFacts; readonly operator: Address; readonly grant?: ServiceGrant; readonly terms: Hex }
  | { readonly kind: 'terms'; readonly service: ServiceId; readonly terms: Hex }
  | { readonly kind: 'operator'; readonly service: ServiceId; readonly operator: Address }
  | { readonly kind: 'bond'; readonly service: ServiceId; readonly amount: AssetUnits }
  | { readonly kind: 'unbond' | 'collect'; readonly service: ServiceId }
  | { readonly kind: 'deposit' | 'withdraw'; readonly asset: LedgerAsset; readonly amount: AssetUnits }
  | ({ readonly kind: 'allow'; readonly asset: LedgerAsset } & KeyAllowance)
  | { readonly kind: 'fund'; readonly channel: ChannelFacts; readonly serial: number; readonly total: AssetUnits }
  | { readonly kind: 'exit'; readonly channel: ChannelFacts; readonly serial: number }
  | { readonly kind: 'finish'; readonly channel: ChannelFacts }
  | { readonly kind: 'release'; readonly channel: ChannelFacts; readonly release: ChannelRelease }
  | { readonly kind: 'sweep'; readonly asset: LedgerAsset; readonly account: Address }

/** The sending account and its signer. `onSent` receives each transaction's hash at once. */
export type LedgerSending = { readonly account: string; readonly send: ExitSender; readonly onSent?: (hash: TxHash) => void }

/**
 * Executes an action with transactions of the wallet and returns the hash of the last one once it is mined. If the contract's allowance is smaller than a
 * deposit, it is first raised to exactly the deposit. A call that would revert is never sent: it throws the code of the contract's error. Also throws the codes
 * of `sendContractCall`.
 */
export async function ledgerMove(
  access: ExitAccess,
  move: LedgerMove,
  { opened, ...sending }: LedgerSending & { readonly opened: ServiceLedger },
): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const { ledger } = opened
  if (move.kind === 'deposit') {
    const token = await opened.tokenOf(move.asset)
    const read = { address: token, abi: gTokenAbi, functionName: 'allowance', args: [account, ledger] } as const
    if ((await askRpc(access, () => readContract(access.client, read))) < move.amount) {
      const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [ledger, move.amount] })
      await sendOne(access, { to: token, data }, { ...sending, account })
    }
  }
  return await sendOne(access, callOf(move, { ledger, account }), { ...sending, account })
}

async function sendOne(access: ExitAccess, call: ContractCall, sending: LedgerSending & { readonly account: Address }): Promise<TxHash> {
  const { account, send, onSent = () => undefined } = sending
  const outcome = await sendContractCall(access, call, { account, send, onSent }).catch((error: unknown) => {
    const refused = decodeLedgerError(error)
    throw refused === null ? error : refusal(refused.code, { detail: `${refused.name}(${refused.args.join(', ')})` })
  })
  if (outcome.done) return outcome.txHash
  throw refusal(outcome.code, { detail: outcome.txHash ?? 'the contract refuses it; nothing was sent' })
}

function callOf(move: LedgerMove, { ledger, account }: { readonly ledger: Address; readonly account: Address }): ContractCall {
  switch (move.kind) {
    case 'register':
      return registerServiceCall({ ledger, ...move })
    case 'terms':
      return setServiceTermsCall({ ledger, ...move })
    case 'operator':
      return setServiceOperatorCall({ ledger, ...move })
    case 'bond':
      return bondServiceCall({ ledger, ...move })
    case 'unbond':
      return unbondServiceCall({ ledger, ...move })
    case 'collect':
      return collectServiceBondCall({ ledger, ...move })
    case 'deposit':
      return depositToLedgerCall({ ledger, account, ...move })
    case 'withdraw':
      return withdrawFromLedgerCall({ ledger, ...move })
    case 'allow':
      return allowKeyCall({ ledger, ...move })
    case 'fund':
      return fundChannelCall({ ledger, ...move })
    case 'exit':
      return exitChannelCall({ ledger, ...move })
    case 'finish':
      return finishChannelCall({ ledger, ...move })
    case 'release':
      return releaseChannelCall({ ledger, ...move })
    case 'sweep':
      return sweepLedgerFeesCall({ ledger, ...move })
    default:
      return assertNever(move)
  }
}
