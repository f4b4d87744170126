import type { ErrorRow } from './errorRow.ts'

/** Errors of validators and of their statements. The page of each is `/docs/errors/<code>`. */
export const attestationErrors = {
  'attestation.stake_too_low': {
    http: 409,
    exit: 110,
    retry: false,
    sentence: 'A validator needs a larger bond than this account has. Bond more PToken for "Validator", then join.',
  },
  'attestation.standing_unchanged': {
    http: 409,
    exit: 110,
    retry: false,
    sentence:
      'This account cannot join or leave the validators. It has already joined or left, was not admitted, or runs an engine. See the list of candidates.',
  },
  'attestation.set_full': {
    http: 409,
    exit: 110,
    retry: false,
    sentence: 'The validator set is full. Name a candidate with a smaller bond to replace, or bond more.',
  },
  'attestation.set_changed': {
    http: 409,
    exit: 111,
    retry: true,
    sentence: 'The validator set changed after these signatures. Collect signatures of the current set.',
  },
  'attestation.too_early': {
    http: 409,
    exit: 111,
    retry: true,
    sentence: 'It is too early for this step on the chain. Send it again in a few minutes.',
  },
  'attestation.quorum_missed': {
    http: 409,
    exit: 111,
    retry: true,
    sentence: 'Validators with two thirds of the stake or less signed this. Collect more signatures.',
  },
  'attestation.malformed': {
    http: 400,
    exit: 110,
    retry: false,
    sentence: 'This attestation is not valid: a signature, a bit, a time or a contract is wrong. Build it again.',
  },
  'attestation.epoch_out_of_range': {
    http: 409,
    exit: 110,
    retry: false,
    sentence: 'The hour of this attestation is too old, in the future, or already attested. Attest the current hour.',
  },
  'attestation.leaf_unknown': {
    http: 404,
    exit: 110,
    retry: false,
    sentence: 'This statement is not part of the latest root about its subject. Check the proof and the subject.',
  },
  'attestation.already_applied': {
    http: 409,
    exit: 110,
    retry: false,
    sentence: 'This attestation was already applied. You do not need to do anything.',
  },
  'attestation.power_too_small': {
    http: 403,
    exit: 110,
    retry: false,
    sentence: 'Too few validators signed for this step. Four must sign the root.',
  },
} satisfies Record<`attestation.${string}`, ErrorRow>
