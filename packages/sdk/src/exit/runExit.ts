import {
  cancelLeaseCall,
  claimCall,
  closeCall,
  type ContractCall,
  decodeLedgerError,
  decodePoolError,
  endCall,
  feeSplitterAbi,
  marketAbi,
  noShowCall,
  pTokenAbi,
  revertDataOf,
  stakeVaultAbi,
} from '@infinitio/chain'
import { type Address, assertNever, type ErrorCode, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { getTransactionCount } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { laterMarketAbi } from './exitEvents.ts'
import type { ExitState } from './exitState.ts'
import type { ExitPlan, ExitStep, PlannedStep } from './exitStep.ts'
import type { ExitPositions } from './findPositions.ts'
import { hostingCall } from './hosting/hostingSteps.ts'
import { ledgerCall } from './ledger/ledgerSteps.ts'
import { planExit } from './planExit.ts'
import { poolCall } from './pool/poolSteps.ts'
import { readExitState, readExitStateAfter } from './readExitState.ts'
import { type CallSending, type ExitSender, sendContractCall } from '../chain/sendContractCall.ts'

/** One executed step of an exit (leaving the market), with the account's state before and after it. */
export type RanStep = { readonly planned: PlannedStep; readonly outcome: StepOutcome; readonly before: ExitState; readonly after: ExitState }

/** The inputs of `runExit`. `endDuties` is as in `ExitChoices`. `onSent` is called for each transaction, and `onRan` for each step. */
export type ExitRun = {
  readonly positions: ExitPositions
  readonly keepOrders: boolean
  readonly endDuties?: boolean
  readonly send: ExitSender
  readonly onSent: (planned: PlannedStep, hash: TxHash) => void
  readonly onRan: (ran: RanStep) => void
}

/** The result of an exit (leaving the market): the executed steps, the account's state, the steps for later, and the first rejection by a contract, if any. */
export type ExitReport = { readonly ran: readonly RanStep[]; readonly state: ExitState; readonly plan: ExitPlan; readonly refused: ErrorCode | null }

const pollMs = 500
const earlierPolls = 240

/**
 * Leaves the market: plans, sends the first step, reads the state, and plans again, until no step can be done now. It stores nothing, and plans no step that is
 * already done, so a run that was stopped can be started again. A step that a contract rejects is reported and skipped, so that one bad lease does not block
 * the rest. First waits up to two minutes for transactions of an earlier run. Throws `chain.transaction_pending`, `chain.rpc_silent`, `wallet.rejected` and
 * `wallet.insufficient_gas`; steps that were mined before the error remain done.
 */
export async function runExit(access: ExitAccess, { positions, keepOrders, endDuties = false, send, onSent, onRan }: ExitRun): Promise<ExitReport> {
  const { account } = positions
  await waitForEarlier(access, account)
  const ran: RanStep[] = []
  const skip = new Set<string>()
  let state = await readExitState(access, positions)
  for (let isWhole = true; ; ) {
    const plan = planExit(state, { keepOrders, skip, endDuties })
    const [planned] = plan.now
    if (planned === undefined && isWhole)
      return { ran, state, plan, refused: firstRefusal(ran, planExit(state, { keepOrders, endDuties, skip: new Set() })) }
    if (planned === undefined) {
      // Other accounts may have changed the state, so read everything once more before the run ends.
      state = await readExitState(access, positions)
      isWhole = true
      continue
    }
    skip.add(planned.key)
    const outcome = await sendStep(access, planned.step, { account, send, onSent: (hash) => onSent(planned, hash) })
    const before = state
    isWhole = !outcome.done
    state = isWhole ? await readExitState(access, positions) : await readExitStateAfter(access, positions, { before, step: planned.step })
    const step = { planned, outcome, before, after: state }
    ran.push(step)
    onRan(step)
  }
}

/** Returns the first rejection of a step that is still open. Ignores a step that another account completed first. Null if there is none. */
function firstRefusal(ran: readonly RanStep[], { now }: ExitPlan): ErrorCode | null {
  const open = new Set(now.map(({ key }) => key))
  return ran.flatMap(({ planned, outcome }) => (outcome.done || !open.has(planned.key) ? [] : [outcome.code]))[0] ?? null
}

/** Waits for transactions of an earlier run that was stopped. A plan made before they are mined would send the same step twice. */
async function waitForEarlier(access: ExitAccess, account: Address): Promise<void> {
  const count = (blockTag: 'latest' | 'pending') => askRpc(access, () => getTransactionCount(access.client, { address: account, blockTag }))
  for (let poll = 0; poll < earlierPolls; poll += 1) {
    if ((await count('pending')) <= (await count('latest'))) return
    await access.sleep(pollMs)
  }
  throw refusal('chain.transaction_pending', { detail: account })
}

/**
 * The result of one step of leaving the market: mined in a block, rejected before sending (`txHash` null), or rejected in a block. `gas` is the gas that it
 * used, and `fee` its network fee in wei.
 */
export type StepOutcome =
  | { readonly done: true; readonly txHash: TxHash; readonly block: bigint; readonly gas: bigint; readonly fee: bigint }
  | { readonly done: false; readonly txHash: TxHash | null; readonly code: ErrorCode }

/** Sends one step of leaving the market and waits until it is mined. Throws the codes of `sendContractCall`. */
export async function sendStep(access: ExitAccess, step: ExitStep, sending: CallSending): Promise<StepOutcome> {
  const outcome = await sendContractCall(access, stepCall(step, sending), sending).catch(refusedBefore)
  if (!outcome.done) return outcome
  const { blockNumber, gasUsed, effectiveGasPrice } = outcome.receipt
  return { done: true, txHash: outcome.txHash, block: blockNumber, gas: gasUsed, fee: gasUsed * effectiveGasPrice }
}

/** Returns the refusal of a call that reverted in its simulation, also if another contract than the Market refused it. Throws any other error. */
function refusedBefore(error: unknown): { readonly done: false; readonly txHash: null; readonly code: ErrorCode } {
  const refused = decodeLedgerError(error) ?? decodePoolError(error)
  if (refused === null && revertDataOf(error) === null) throw error
  return { done: false, txHash: null, code: refused?.code ?? 'chain.transaction_reverted' }
}

/** Returns the transaction of a step. `account` sends it and receives its payout. Ending a lease accepts its bill. */
export function stepCall(step: ExitStep, { account }: { account: Address }): ContractCall {
  switch (step.kind) {
    case 'takeBackOrders':
      return { to: step.market, data: encodeFunctionData({ abi: marketAbi, functionName: 'raiseFloor', args: [step.floor] }) }
    case 'revokeKey':
      return { to: step.market, data: encodeFunctionData({ abi: laterMarketAbi, functionName: 'revoke', args: [step.key] }) }
    case 'claim':
      return claimCall(step)
    case 'close':
      return closeCall(step)
    case 'cancelLease':
      return cancelLeaseCall(step)
    case 'noShow':
      return noShowCall(step)
    case 'end':
      return endCall({ ...step, accept: true })
    case 'takeReward':
      return { to: step.splitter, data: encodeFunctionData({ abi: feeSplitterAbi, functionName: 'pay', args: [account] }) }
    case 'executeSlash':
      return { to: step.vault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'executeSlash', args: [account, step.purposeKey] }) }
    case 'withdrawBond':
      return { to: step.vault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'withdraw', args: [step.purposeKey, account] }) }
    case 'unbond':
      return { to: step.vault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'unbond', args: [step.purposeKey, step.amount] }) }
    case 'revokeSpending':
    case 'exitChannel':
    case 'finishChannel':
    case 'unbondService':
    case 'collectService':
    case 'withdrawPot':
      return ledgerCall(step)
    case 'revokeSubmitKey':
    case 'cancelBatch':
    case 'ripenStake':
    case 'unstake':
    case 'collectStake':
    case 'withdrawPool':
      return poolCall(step, account)
    case 'claimHosting':
    case 'refundHosting':
      return hostingCall(step)
    case 'takeDue':
      return { to: step.contract, data: step.data }
    case 'withdraw':
      return { to: step.market, data: encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [step.amount, account] }) }
    case 'redeem':
      return { to: step.pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'redeem', args: [step.amount, account] }) }
    default:
      return assertNever(step)
  }
}
