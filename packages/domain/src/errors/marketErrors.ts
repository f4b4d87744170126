import type { ErrorRow } from './errorRow.ts'

/** Errors about the market as a whole. The page of each is `/docs/errors/<code>`. */
export const marketErrors = {
  'market.halted': {
    http: 503,
    exit: 101,
    retry: true,
    sentence: 'The operator has stopped matching for now. Running leases, cancels and withdrawals still work. Try again later.',
  },
  'market.cancel_only': {
    http: 503,
    exit: 101,
    retry: true,
    sentence: 'The market accepts only cancels now. Running leases and withdrawals still work. Try again later.',
  },
} satisfies Record<`market.${string}`, ErrorRow>
