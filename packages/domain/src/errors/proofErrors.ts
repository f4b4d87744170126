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
    sentence: 'We could not make a proof on this GPU. Correct the reason in brackets, and try again.',
  },
  'proof.wrong': {
    http: 409,
    exit: 160,
    retry: false,
    sentence: 'This proof is wrong: an opened row does not match its commit. It shows no memory.',
  },
} satisfies Record<`proof.${string}`, ErrorRow>
