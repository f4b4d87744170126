import type { ErrorRow } from './errorRow.ts'

/** Errors about the market as a whole. The page of each is `/docs/errors/<code>`. */
export const marketErrors = {
  'market.halted': {
    http: 503,
    exit: 101,
    retry: true,
    sentence: 'The operator has stopped new rentals for now. Running leases, cancelling and withdrawing still work. Try again later.',
  },
  'market.cancel_only': {
    http: 503,
    exit: 101,
    retry: true,
    sentence: 'The market accepts no new orders now, only cancellations. Running leases and withdrawals still work. Try again later.',
  },
  'market.rates_invalid': {
    http: 500,
    exit: 100,
    retry: false,
    sentence: 'The file of exchange rates is not valid, so the server did not start. Correct the file named in DISPLAY_RATES_FILE and start again.',
  },
} satisfies Record<`market.${string}`, ErrorRow>
