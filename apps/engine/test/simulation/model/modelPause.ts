import { demand } from './refused.ts'
import type { Turn } from './turn.ts'

const MAX_PAUSE = 72 * 3_600
const PAUSE_EVERY = 14 * 86_400

/** Lets the guardian stop settles and extensions for some seconds. Ends and withdrawals continue. */
export function pause({ state, now, sender, emit }: Turn, { seconds }: { seconds: bigint }): void {
  demand(sender === state.guardian, 'Guardian_CallerNotGuardian', sender, state.guardian)
  demand(seconds !== 0n && seconds <= MAX_PAUSE, 'Guardian_PauseLengthOutOfRange', seconds, BigInt(MAX_PAUSE))
  const from = state.pausedAt + PAUSE_EVERY
  demand(now >= from, 'Guardian_PausedTooRecently', BigInt(from), BigInt(now))
  state.pausedAt = now
  state.pausedUntil = now + Number(seconds)
  emit({ contract: 'directory', name: 'Paused', args: { guardian: sender, until: state.pausedUntil } })
}

/** Lets the guardian end its pause. */
export function endPause({ state, now, sender, emit }: Turn): void {
  demand(sender === state.guardian, 'Guardian_CallerNotGuardian', sender, state.guardian)
  demand(now < state.pausedUntil, 'Guardian_NotPaused')
  state.pausedUntil = now
  emit({ contract: 'directory', name: 'PauseEnded', args: { by: sender } })
}

/** Refuses during the guardian's pause. */
export function demandNotPaused({ state, now }: Turn): void {
  demand(now >= state.pausedUntil, 'Guardian_Paused', BigInt(state.pausedUntil))
}
