import type { ErrorRow } from './errorRow.ts'

/** Errors about checking the journal. The page of each is `/docs/errors/<code>`. */
export const journalErrors = {
  'journal.disagrees': {
    http: 409,
    exit: 120,
    retry: false,
    sentence: 'The journal does not agree with itself, with what was signed or with the chain. Keep what was printed: it is the proof.',
  },
  'journal.snapshot_unusable': {
    http: 400,
    exit: 120,
    retry: false,
    sentence: 'This is no snapshot that can be begun from. Make a new one with infinitio journal snapshot.',
  },
} satisfies Record<`journal.${string}`, ErrorRow>
