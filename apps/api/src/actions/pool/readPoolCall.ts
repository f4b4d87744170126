import { findPoolCall, mostPoolTries, poolCallHours, type PoolCallRow } from '@infinitio/db'
import { isErrorCode, type Refusal } from '@infinitio/domain'
import type { PoolCallStatusWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Returns the state of a call of the task pool, from queued to final. Refuses with `task.call_unknown`. */
export async function readPoolCall({ db }: Services, { callId }: { callId: string }): Promise<PoolCallStatusWire | Refusal> {
  const row = await findPoolCall(db, { callId })
  if (row === null) return { rejected: 'task.call_unknown' }
  const { kind, name, account, txHash, final, createdAt } = row
  return { callId, kind, name, account, ...poolCallState(row, Date.now()), txHash, final, createdAt: Math.floor(createdAt.getTime() / 1_000) }
}

type Told = Pick<PoolCallRow, 'state' | 'code' | 'tries' | 'createdAt'>

/**
 * Returns the state of a call, and the error code if it failed. A call counts as failed if the chain refused it, if it was sent too often without success, or
 * if it has waited too long.
 */
export function poolCallState({ state, code, tries, createdAt }: Told, nowMs: number): Pick<PoolCallStatusWire, 'state' | 'code'> {
  if (state === 'queued' || state === 'sent' || state === 'mined') return { state, code: null }
  const reason = code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted'
  if (state === 'failed') return { state, code: reason }
  if (tries >= BigInt(mostPoolTries)) return { state: 'failed', code: reason }
  return nowMs - createdAt.getTime() > poolCallHours * 3_600_000 ? { state: 'failed', code: 'task.call_expired' } : { state: 'queued', code: null }
}
