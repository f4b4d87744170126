import type { ErrorRow } from './errorRow.ts'

/** Errors about the chain. The page of each is `/docs/errors/<code>`. */
export const chainErrors = {
  'chain.rpc_unavailable': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'The chain does not answer. Your order is safe. We try again automatically.',
  },
  'chain.rpc_silent': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'This RPC does not answer, or does not allow requests from this page. Check its address, or use another RPC.',
  },
  'chain.logs_incomplete': {
    http: 502,
    exit: 61,
    retry: true,
    sentence: 'This RPC is missing part of the history, so some leases may be missing. Use another RPC and run the command again.',
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
    sentence: 'An earlier transaction of this account is not mined yet. Wait for it, or replace it in your wallet, then run the command again.',
  },
  'chain.settlements_paused': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'The chain is slow, so new orders must wait. Nothing was charged. Try again in a minute.',
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
    sentence: 'The chain refused the transaction. You paid only the network fee. Reload and try again.',
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
    sentence: "The market's chain node refuses this request. Ask for less, or use another chain node.",
  },
  'chain.node_busy': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: "The market's chain node has too many requests. Try again in a moment.",
  },
  'chain.paused': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'New leases are paused on the chain. Running leases, ends and withdrawals still work. Try again later.',
  },
  'chain.not_development': {
    http: 404,
    exit: 60,
    retry: false,
    sentence: 'This feature exists on the development chain only. Use your own wallet and funds on this chain.',
  },
  'chain.other_leases_end': {
    http: 409,
    exit: 60,
    retry: false,
    sentence:
      'If the time moves that far, more leases end than this page showed. Nothing was changed. The page now shows them: read their numbers, then move the time again.',
  },
  'chain.development_key': {
    http: 403,
    exit: 60,
    retry: false,
    sentence: 'A development key was refused on a real chain. Make a new key and set it in the settings.',
  },
  'chain.g_rate_missing': {
    http: 503,
    exit: 61,
    retry: true,
    sentence: 'There is no rate for G tokens now: too few validators have reported one. Pay in PT, or try again later.',
  },
  'chain.gas_too_low': {
    http: 409,
    exit: 61,
    retry: true,
    sentence: 'This transaction had too little gas. Let your wallet estimate the gas again.',
  },
} satisfies Record<`chain.${string}`, ErrorRow>
