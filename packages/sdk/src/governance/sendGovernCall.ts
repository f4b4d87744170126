import {
  bountiesAbi,
  type ContractCall,
  carbonRegistryAbi,
  disputeCourtAbi,
  emissionAbi,
  findingsAbi,
  futuresCommitmentAbi,
  gOracleAbi,
  gTokenAbi,
  hostingPoolAbi,
  incubatorAbi,
  infinitioGovernorAbi,
  modelPaymentsAbi,
  panelsAbi,
  randomBeaconAbi,
  stakedGTokenAbi,
  stakeVaultAbi,
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

/** The sending account, its signer, and the callback that receives the transaction's hash. */
export type GovernCallSending = { readonly account: Address; readonly send: ExitSender; readonly onSent?: (hash: TxHash) => void }

/**
 * Minimum gas of an action. The first change of any stake in a second also mints interest for all accounts, which costs more gas. An estimate made in the same
 * second as another change does not include that cost.
 */
const leastGas = 350_000n

const refusals = [
  ...[...infinitioGovernorAbi, ...stakedGTokenAbi, ...gTokenAbi, ...timelockAbi, ...vestingAbi],
  ...[...randomBeaconAbi, ...panelsAbi, ...carbonRegistryAbi, ...bountiesAbi, ...incubatorAbi],
  ...[
    ...futuresCommitmentAbi,
    ...modelPaymentsAbi,
    ...gOracleAbi,
    ...emissionAbi,
    ...disputeCourtAbi,
    ...stakeVaultAbi,
    ...findingsAbi,
    ...hostingPoolAbi,
  ],
].filter((item) => item.type === 'error')

/**
 * Raises a contract's allowance of one of the account's tokens (G or PToken) to exactly `amount`. Does nothing if the allowance is already as large. Throws the
 * codes of `governMove`.
 */
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

/** Sends one call of the account, waits until it is mined, and returns its hash. Throws the codes of `governMove`. */
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

/** Adds the name of the DAO contract's error to a rejection. Returns other errors unchanged. */
function explained(error: unknown): unknown {
  const data = error instanceof BaseError ? revertData(error) : null
  if (data === null) return error
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: refusals, data })
    // The price oracle of G had too few reports, or no report in the last day.
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
