import type { Address, ErrorCode, TxHash } from '@infinitio/domain'
import { getTransactionCount } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { ExitState } from './exitState.ts'
import type { ExitPlan, PlannedStep } from './exitStep.ts'
import type { ExitPositions } from './findPositions.ts'
import { planExit } from './planExit.ts'
import { readExitState, readExitStateAfter } from './readExitState.ts'
import type { ExitSender } from '../chain/sendContractCall.ts'
import { type StepOutcome, sendStep } from './sendStep.ts'

/** One step of a run and what it did: the account's holdings before and after it. */
export type RanStep = { readonly planned: PlannedStep; readonly outcome: StepOutcome; readonly before: ExitState; readonly after: ExitState }

/** What a run needs. `onSent` and `onRan` are told of each transaction. */
export type ExitRun = {
  readonly positions: ExitPositions
  readonly keepOrders: boolean
  readonly send: ExitSender
  readonly onSent: (planned: PlannedStep, hash: TxHash) => void
  readonly onRan: (ran: RanStep) => void
}

/** How a run ended: where the account stands, what is left to do later, and the first refusal of the contracts if there was one. */
export type ExitReport = { readonly ran: readonly RanStep[]; readonly state: ExitState; readonly plan: ExitPlan; readonly refused: ErrorCode | null }

const pollMs = 500
const earlierPolls = 240

/**
 * Leaves: plans, sends the first step, reads again, plans again, until nothing can be done now. It keeps no memory, so a run that was killed at
 * any point is repeated from the start: what is done is not planned any more. A step that a contract refuses is reported and passed by, so that
 * one bad lease does not hold the rest. First waits up to two minutes for transactions of an earlier run.
 * Throws `chain.transaction_pending`, `chain.rpc_silent`, `wallet.rejected`, `wallet.insufficient_gas`; money is where the last mined step put it.
 */
export async function runExit(access: ExitAccess, { positions, keepOrders, send, onSent, onRan }: ExitRun): Promise<ExitReport> {
  const { account } = positions
  await waitForEarlier(access, account)
  const ran: RanStep[] = []
  const skip = new Set<string>()
  let state = await readExitState(access, positions)
  for (let isWhole = true; ; ) {
    const plan = planExit(state, { keepOrders, skip })
    const [planned] = plan.now
    if (planned === undefined && isWhole) return { ran, state, plan, refused: firstRefusal(ran, planExit(state, { keepOrders, skip: new Set() })) }
    if (planned === undefined) {
      // Others may have moved on meanwhile: look at everything once more before it is called done.
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

/** The first refusal of a step that is still to be done; one that somebody else did meanwhile was only late. */
function firstRefusal(ran: readonly RanStep[], { now }: ExitPlan): ErrorCode | null {
  const open = new Set(now.map(({ key }) => key))
  return ran.flatMap(({ planned, outcome }) => (outcome.done || !open.has(planned.key) ? [] : [outcome.code]))[0] ?? null
}

/** A transaction of a killed run may still be mined; planning beside it would send the same step twice. */
async function waitForEarlier(access: ExitAccess, account: Address): Promise<void> {
  const count = (blockTag: 'latest' | 'pending') => askRpc(access, () => getTransactionCount(access.client, { address: account, blockTag }))
  for (let poll = 0; poll < earlierPolls; poll += 1) {
    if ((await count('pending')) <= (await count('latest'))) return
    await access.sleep(pollMs)
  }
  throw refusal('chain.transaction_pending', { detail: account })
}
