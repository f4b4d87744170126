import type { ErrorRow } from './errorRow.ts'

/** Errors about emission. The page of each is `/docs/errors/<code>`. */
export const emissionErrors = {
  'emission.epoch_disagrees': {
    http: 409,
    exit: 150,
    retry: false,
    sentence: 'The epoch on the chain does not match the public data. The output lists the differences.',
  },
  'emission.delivery_disagrees': {
    http: 409,
    exit: 150,
    retry: false,
    sentence: 'The record of this commitment does not match the public journal. The output lists the differences.',
  },
} satisfies Record<`emission.${string}`, ErrorRow>
