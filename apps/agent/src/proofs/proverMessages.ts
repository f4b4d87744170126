import type { ProofCommit, ProofOpening, ProofSubject, ProofWork, Sample } from '@infinitio/domain/proofs'

/** A request to a prover: first for the commit of a slot, then for its sampled rows. */
export type ProverRequest =
  | { readonly kind: 'prove'; readonly subject: ProofSubject; readonly work: ProofWork }
  | { readonly kind: 'open'; readonly samples: readonly Sample[] }

/** An answer of a prover. Each request has one answer, in sequence. */
export type ProverAnswer =
  | { readonly kind: 'commit'; readonly commit: ProofCommit; readonly seconds: number }
  | { readonly kind: 'openings'; readonly openings: readonly ProofOpening[] }
