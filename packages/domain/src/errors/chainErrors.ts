import type { ErrorRow } from './errorRow.ts'

/** Errors about the chain. The page of each is `/docs/errors/<code>`. */
export const chainErrors = {
  'chain.rpc_unavailable': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'The chain does not answer. Your order is safe; we try again by ourselves.',
  },
  'chain.rpc_silent': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'This RPC does not answer, or does not let this page ask it. Check its address or use another RPC.',
  },
  'chain.logs_incomplete': {
    http: 502,
    exit: 61,
    retry: true,
    sentence: 'This RPC left out part of the history, so some leases may be missing. Use another RPC and run it again.',
  },
  'chain.directory_unknown': {
    http: 404,
    exit: 60,
    retry: false,
    sentence: 'There is no Infinitio Directory or Market at this address on this chain. Check the address and the RPC.',
  },
  'chain.transaction_pending': {
    http: 409,
    exit: 61,
    retry: true,
    sentence: 'An earlier transaction of this account is not mined yet. Wait for it or replace it in your wallet, then run this again.',
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
  'chain.block_unknown': {
    http: 404,
    exit: 60,
    retry: false,
    sentence: 'We have not read a block with this number. Check the number, or wait for the next block.',
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
  'chain.request_refused': {
    http: 400,
    exit: 60,
    retry: false,
    sentence: "The market's chain node does not take this request. Ask for less, or use a chain node of your own.",
  },
  'chain.node_busy': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: "Too many requests wait for the market's chain node. Try again in a moment.",
  },
  'chain.paused': { http: 503, exit: 61, retry: true, sentence: 'New bookings are paused on the chain. Running leases, ends and withdrawals go on.' },
  'chain.not_development': {
    http: 404,
    exit: 60,
    retry: false,
    sentence: 'This exists on the development chain only. Use your own wallet and funds on this chain.',
  },
  'chain.other_leases_end': {
    http: 409,
    exit: 60,
    retry: false,
    sentence: 'Other leases would end by then than you were shown. Look at them again before time moves on; nothing was changed.',
  },
  'chain.development_key': {
    http: 403,
    exit: 60,
    retry: false,
    sentence: 'A key made for development was refused on a chain that is not. Make a key of your own and name it in the settings.',
  },
  'chain.g_rate_missing': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'There is no rate of G now: too few validators have reported one. Nothing can be paid in G at a rate until they do.',
  },
  'chain.gas_too_low': {
    http: 409,
    exit: 61,
    retry: true,
    sentence: 'This transaction was sent with too little gas. Let your wallet estimate the gas again.',
  },
} satisfies Record<`chain.${string}`, ErrorRow>
