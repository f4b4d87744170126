import type { ErrorRow } from './errorRow.ts'

/** Errors about the market as a whole. The page of each is `/docs/errors/<code>`. */
export const marketErrors = {
  'market.halted': {
    http: 503,
    exit: 101,
    retry: true,
    sentence: 'The operator has halted matching for now. Running leases, cancels and withdrawals go on; try again later.',
  },
  'market.cancel_only': {
    http: 503,
    exit: 101,
    retry: true,
    sentence: 'The market takes cancels only for now. Running leases and withdrawals go on; try again later.',
  },
} satisfies Record<`market.${string}`, ErrorRow>
