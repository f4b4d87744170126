import type { ErrorRow } from './errorRow.ts'

/** Errors about making and checking a GPU proof. The page of each is `/docs/errors/<code>`. */
export const proofErrors = {
  'proof.file_unusable': {
    http: 400,
    exit: 160,
    retry: false,
    sentence: 'This file cannot be read as a proof. Use a file that infinitio proofs prove wrote.',
  },
  'proof.gpu_unusable': {
    http: 503,
    exit: 161,
    retry: true,
    sentence: 'We could not make a proof on this GPU. Solve the problem in brackets, and try again.',
  },
  'proof.lease_silent': {
    http: 504,
    exit: 161,
    retry: true,
    sentence:
      'This lease did not answer in time, so nothing was tested. See if you can connect to it by SSH, and try again. In the trial, you can end it at no cost.',
  },
  'proof.lease_unusable': {
    http: 409,
    exit: 161,
    retry: true,
    sentence: 'We could not run the proof in this lease. Solve the problem in brackets, and try again.',
  },
  'proof.no_commit': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'This GPU has no commit in this slot, so it cannot open rows.',
  },
  'proof.no_slot': {
    http: 404,
    exit: 160,
    retry: false,
    sentence: 'This block is not a slot. Read the slot from the chain again, and sign its hash.',
  },
  'proof.no_space': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'The space for opened rows of this machine or slot is used up, so these rows were not stored. Try again in the next slot.',
  },
  'proof.not_attested': {
    http: 504,
    exit: 161,
    retry: true,
    sentence: 'No quorum of validators attested this slot in time. See the logs of the validators, and make another slot.',
  },
  'proof.not_listed': {
    http: 403,
    exit: 160,
    retry: false,
    sentence: 'This machine is not listed, so it cannot prove. Register it, and deposit its bond.',
  },
  'proof.not_shown': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'This lease did not show the memory and speed of its class. In the trial, you can end it at no cost.',
  },
  'proof.not_timer': {
    http: 403,
    exit: 160,
    retry: false,
    sentence: 'This validator was not selected for the slot, so its message does not count.',
  },
  'proof.opening_unknown': {
    http: 404,
    exit: 160,
    retry: false,
    sentence: 'The opened rows were never stored, or they were deleted. The market stores opened rows for 7 days.',
  },
  'proof.other_chain': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'Slots can be made on a development chain only. On this chain, blocks decide when a slot comes.',
  },
  'proof.too_early': {
    http: 409,
    exit: 161,
    retry: true,
    sentence: 'Rows can be opened from the first block 30 seconds after the slot. Send them then.',
  },
  'proof.too_large': {
    http: 413,
    exit: 160,
    retry: false,
    sentence: 'The opened rows of a GPU have at most 96 KiB. Send only the sampled rows.',
  },
  'proof.too_late': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'The time for this message is over, so it no longer counts in this slot.',
  },
  'proof.twice': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'The board already has another message of this sender for the slot, and the first one counts.',
  },
  'proof.wrong': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'This proof is wrong: an opened row does not match its commit. It shows no memory.',
  },
  'proof.wrong_nonce': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'This nonce is not the one that the timer announced. Send the nonce of your call.',
  },
} satisfies Record<`proof.${string}`, ErrorRow>
