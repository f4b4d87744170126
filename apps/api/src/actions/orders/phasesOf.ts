import type { OrderProgressRow, OrderRow } from '@infinitio/db'
import type { PhaseWire } from '@infinitio/domain/wire'

const over: readonly OrderRow['state'][] = ['rejected', 'cancelled', 'expired', 'abandoned']

/**
 * Returns the steps of a bid: accepted → matched → settled → ready. A step is `pending` while its block may still be dropped or the chain has not confirmed the
 * match, and `final` when it is permanent. If the bid cannot continue, the first step that can no longer happen is `failed` and has the error code. If the
 * engine's transaction skipped the match, the step `settled` still waits and has the code of the reason. Times are in Unix seconds.
 */
export function phasesOf(order: Pick<OrderRow, 'state' | 'code' | 'createdAtMs'>, known: OrderProgressRow): PhaseWire[] {
  const progress = goesOn(order, known) ? { ...known, matchedAtMs: null, settlementState: null, settlementCode: null, settleTx: null } : known
  const steps: PhaseWire[] = [
    step('accepted', {
      at: seconds(progress.acceptedAt === null ? order.createdAtMs : BigInt(progress.acceptedAt.getTime())),
      isFinal: true,
      txHash: null,
    }),
    step('matched', {
      at: seconds(progress.matchedAtMs ?? (progress.leaseId === null ? null : order.createdAtMs)),
      isFinal: progress.leaseId !== null,
      txHash: null,
    }),
    step('settled', { at: whole(progress.settledAt), isFinal: progress.settledFinal, txHash: progress.settledTx ?? progress.settleTx }),
    step('ready', { at: whole(progress.readyAt), isFinal: progress.readyFinal, txHash: progress.readyTx ?? progress.readyRelayTx }),
  ]
  const code = order.code ?? progress.settlementCode
  const hasFailed = (over.includes(order.state) || progress.settlementState === 'abandoned') && progress.leaseId === null
  const waiting = steps.findIndex((entry) => entry.state === 'waiting')
  const next = steps[waiting]
  if (next !== undefined && hasFailed) steps[waiting] = { ...next, state: 'failed', code }
  // The lease was cancelled before its machine became ready, so the last step (`ready`) can no longer be reached.
  else if (next?.phase === 'ready' && progress.closedAt !== null) steps[waiting] = { ...next, state: 'failed', code: 'lease.over' }
  else if (next?.phase === 'settled') steps[waiting] = { ...next, code: progress.skippedCode }
  return steps
}

/** Returns true if the bid may still be matched. If the last match of a bid in the book failed, the matcher matches the bid again. */
function goesOn({ state }: Pick<OrderRow, 'state'>, { settlementState, leaseId }: OrderProgressRow): boolean {
  return state === 'open' && settlementState === 'abandoned' && leaseId === null
}

function step(phase: PhaseWire['phase'], { at, isFinal, txHash }: { at: number | null; isFinal: boolean; txHash: string | null }): PhaseWire {
  return { phase, at, txHash, code: null, state: at === null ? 'waiting' : isFinal ? 'final' : 'pending' }
}

function seconds(ms: bigint | null): number | null {
  return ms === null ? null : Math.floor(Number(ms) / 1_000)
}

function whole(value: bigint | null): number | null {
  return value === null ? null : Number(value)
}
