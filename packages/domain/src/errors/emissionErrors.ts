import type { ErrorRow } from './errorRow.ts'

/** Errors about emission. Docs page of each: docs/errors/<code>.md. */
export const emissionErrors = {
  'emission.epoch_disagrees': {
    http: 409,
    exit: 150,
    retry: false,
    sentence: 'The epoch on the chain is not what follows from public data. What differs was printed.',
  },
} satisfies Record<`emission.${string}`, ErrorRow>
