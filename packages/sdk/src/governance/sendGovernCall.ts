import {
  bountiesAbi,
  type ContractCall,
  carbonRegistryAbi,
  emissionAbi,
  futuresCommitmentAbi,
  gOracleAbi,
  gTokenAbi,
  incubatorAbi,
  infinitioGovernorAbi,
  modelPaymentsAbi,
  panelsAbi,
  randomBeaconAbi,
  stakedGTokenAbi,
  timelockAbi,
  vestingAbi,
} from '@infinitio/chain'
import type { Address, TxHash } from '@infinitio/domain'
import { BaseError, decodeErrorResult, encodeFunctionData, type Hex } from 'viem'
import { readContract } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { type ExitSender, sendContractCall } from '../chain/sendContractCall.ts'

/** Whose transaction it is, who signs it, and who is told of its hash. */
export type GovernCallSending = { readonly account: Address; readonly send: ExitSender; readonly onSent?: (hash: TxHash) => void }

/**
 * The least gas of an act. Whoever is first in a second that changes a stake mints everyone's interest since the last, which an estimate made in the
 * second of the last change does not see; the dearest change of a stake takes 262,000.
 */
const leastGas = 350_000n

const refusals = [
  ...[...infinitioGovernorAbi, ...stakedGTokenAbi, ...gTokenAbi, ...timelockAbi, ...vestingAbi],
  ...[...randomBeaconAbi, ...panelsAbi, ...carbonRegistryAbi, ...bountiesAbi, ...incubatorAbi],
  ...[...futuresCommitmentAbi, ...modelPaymentsAbi, ...gOracleAbi, ...emissionAbi],
].filter((item) => item.type === 'error')

/** Lets a contract take exactly this much of a token of the account's, G or PToken, where it may take less. Throws as `governMove` does. */
export async function allowToken(
  access: ExitAccess,
  { token, spender, amount }: { token: Address; spender: Address; amount: bigint },
  sending: GovernCallSending,
): Promise<void> {
  const read = { address: token, abi: gTokenAbi, functionName: 'allowance', args: [sending.account, spender] } as const
  if ((await askRpc(access, () => readContract(access.client, read))) >= amount) return
  const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [spender, amount] })
  await sendGovernCall(access, { to: token, data }, sending)
}

/** Sends one call of the account's and returns its hash when it is mined. Throws as `governMove` does. */
export async function sendGovernCall(
  access: ExitAccess,
  call: ContractCall,
  { account, send, onSent = () => undefined }: GovernCallSending,
): Promise<TxHash> {
  const outcome = await sendContractCall(access, call, { account, send, onSent, leastGas }).catch((error: unknown) => {
    throw explained(error)
  })
  if (outcome.done) return outcome.txHash
  throw refusal(outcome.code, { detail: outcome.txHash ?? 'the contract refuses it; nothing was sent' })
}

/** A refusal of the DAO's contracts by its name; anything else as it is. */
function explained(error: unknown): unknown {
  const data = error instanceof BaseError ? revertData(error) : null
  if (data === null) return error
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: refusals, data })
    // It was never enough reported, or not in the last day.
    if (errorName === 'GOracle_Stale') return refusal('chain.g_rate_missing', { detail: 'nothing was sent' })
    return refusal('chain.transaction_reverted', { detail: `${errorName}(${args.join(', ')})` })
  } catch {
    return error
  }
}

function revertData(error: BaseError): Hex | null {
  const found = error.walk((cause) => typeof (cause as { data?: unknown }).data === 'string')
  const data = found === null ? null : (found as unknown as { data: string }).data
  return data !== null && /^0x[0-9a-fA-F]{8,}$/.test(data) ? (data as Hex) : null
}
