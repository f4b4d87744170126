import type { ErrorRow } from './errorRow.ts'

/** Errors about the chain. Docs page of each: docs/errors/<code>.md. */
export const chainErrors = {
  'chain.rpc_unavailable': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'The chain does not answer. Your order is safe; we try again by ourselves.',
  },
  'chain.settlements_paused': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'The chain is behind, so new bookings wait. Try again in a minute; nothing was charged.',
  },
  'chain.transaction_unknown': {
    http: 404,
    exit: 60,
    retry: false,
    sentence: 'We have not seen this transaction. Check its hash, or wait for the next block.',
  },
  'chain.transaction_reverted': {
    http: 409,
    exit: 60,
    retry: false,
    sentence: 'The chain refused the transaction. Nothing moved but the network fee; reload and try again.',
  },
  'chain.method_not_allowed': {
    http: 403,
    exit: 60,
    retry: false,
    sentence: "This chain method is not offered here. Use your wallet's own chain connection.",
  },
  'chain.paused': { http: 503, exit: 61, retry: true, sentence: 'New bookings are paused on the chain. Running leases, ends and withdrawals go on.' },
  'chain.not_development': {
    http: 404,
    exit: 60,
    retry: false,
    sentence: 'This exists on the development chain only. Use your own wallet and funds on this chain.',
  },
} satisfies Record<`chain.${string}`, ErrorRow>
