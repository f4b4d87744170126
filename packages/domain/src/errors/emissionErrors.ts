import type { ErrorRow } from './errorRow.ts'

/** Errors about emission. The page of each is `/docs/errors/<code>`. */
export const emissionErrors = {
  'emission.epoch_disagrees': {
    http: 409,
    exit: 150,
    retry: false,
    sentence: 'The epoch on the chain is not what follows from public data. What differs was printed.',
  },
  'emission.delivery_disagrees': {
    http: 409,
    exit: 150,
    retry: false,
    sentence: 'What was recorded of this commitment is not what follows from the public journal.',
  },
} satisfies Record<`emission.${string}`, ErrorRow>
