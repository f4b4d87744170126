import { findRelay } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { RelayWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Returns the progress of a relay, which is a signed message that a worker sends to the chain. Refuses with `api.relay_unknown`. */
export async function readRelay({ db }: Services, { relayId }: { relayId: string }): Promise<RelayWire | Refusal> {
  const row = await findRelay(db, { relayId })
  if (row === null) return { rejected: 'api.relay_unknown' }
  return {
    relayId: row.relayId,
    kind: row.kind,
    leaseId: row.leaseId?.toString() ?? null,
    state: relayState(row.state),
    code: row.code,
    txHash: row.txHash,
    final: row.final,
    createdAt: Math.floor(row.createdAt.getTime() / 1_000),
  }
}

/**
 * Converts the state of a relay's transaction into the state that the API shows. A relay is a signed message that the worker sends to the chain. Null means
 * that there is no transaction yet.
 */
export function relayState(state: string | null): 'queued' | 'sent' | 'mined' | 'failed' {
  if (state === null || state === 'stored') return 'queued'
  if (state === 'broadcast') return 'sent'
  return state === 'mined' ? 'mined' : 'failed'
}
