import type { TransactionPurpose } from '@infinitio/db'
import { metrics } from '@infinitio/process'

/**
 * sent: signed, stored and handed over for the first time · resent: handed over again after the chain dropped its block · replaced: signed
 * again with higher fees · voided: its nonce is used by nothing instead · landed: in a block and did what it asked · reverted: in a block in
 * vain · lost: another transaction used its nonce · refused: a relay that was never sent · reopened: a relay that is tried again ·
 * abandoned: a match that is given up.
 */
export type Outcome = 'sent' | 'resent' | 'replaced' | 'voided' | 'landed' | 'reverted' | 'lost' | 'refused' | 'reopened' | 'abandoned'

const outcomes = metrics.counter({
  name: 'infinitio_worker_outcomes_total',
  help: 'What became of what this worker was to send',
  labels: ['purpose', 'outcome'],
})

/** Counts what became of a transaction, or of the match or relay that it is for. */
export function countOutcome(purpose: TransactionPurpose, outcome: Outcome): void {
  outcomes.inc({ purpose, outcome })
}
