import type { TransactionPurpose } from '@infinitio/db'
import { metrics } from '@infinitio/process'

/**
 * - sent: signed, stored and sent for the first time
 * - resent: sent again after the chain dropped its block
 * - replaced: signed again with higher fees
 * - voided: an empty transaction uses its nonce
 * - landed: in a block and successful
 * - reverted: in a block and failed
 * - lost: another transaction used its nonce
 * - refused: a relay that was never sent
 * - reopened: a relay that is tried again
 * - abandoned: a match that is no longer tried
 */
export type Outcome = 'sent' | 'resent' | 'replaced' | 'voided' | 'landed' | 'reverted' | 'lost' | 'refused' | 'reopened' | 'abandoned'

const outcomes = metrics.counter({
  name: 'infinitio_worker_outcomes_total',
  help: 'What became of what this worker was to send',
  labels: ['purpose', 'outcome'],
})

/** Counts the outcome of a transaction, or of its match or relay. */
export function countOutcome(purpose: TransactionPurpose, outcome: Outcome): void {
  outcomes.inc({ purpose, outcome })
}
