import type { ErrorRow } from './errorRow.ts'

/** Errors about checking the journal. The page of each is `/docs/errors/<code>`. */
export const journalErrors = {
  'journal.disagrees': {
    http: 409,
    exit: 120,
    retry: false,
    sentence: 'The journal does not match its own hashes, its signatures or the chain. Save the output: it is the proof.',
  },
  'journal.snapshot_unusable': {
    http: 400,
    exit: 120,
    retry: false,
    sentence: 'The journal cannot be replayed from this snapshot. Make a new one with infinitio journal snapshot.',
  },
} satisfies Record<`journal.${string}`, ErrorRow>
