import type { ProofCommit, ProofOpening, ProofSubject, ProofWork, Sample } from '@infinitio/domain/proofs'

/** The device that proves: the processor, or the GPU that the process sees, through Dawn's module at `dawn`. Only tests and small trials allow a software driver. */
export type ProverDevice = { readonly kind: 'processor' } | { readonly kind: 'gpu'; readonly dawn: string; readonly isSoftwareAllowed: boolean }

/** A request to a prover: first to open the device, which is optional, then for the commit of a GPU in a slot, then for its sampled rows. */
export type ProverRequest =
  | { readonly kind: 'ready'; readonly device: ProverDevice; readonly work: ProofWork }
  | { readonly kind: 'prove'; readonly device: ProverDevice; readonly subject: ProofSubject; readonly work: ProofWork }
  | { readonly kind: 'open'; readonly subject: ProofSubject; readonly samples: readonly Sample[] }

/** A commit, with the name of what proved, and the time from the first row of A to the last root. */
export type ProverCommit = { readonly commit: ProofCommit; readonly device: string; readonly seconds: number }

/** An answer of a prover. Each request has one answer, in sequence. After `problem` the process ends. */
export type ProverAnswer =
  | { readonly kind: 'ready'; readonly device: string }
  | ({ readonly kind: 'commit' } & ProverCommit)
  | { readonly kind: 'openings'; readonly openings: readonly ProofOpening[] }
  | { readonly kind: 'problem'; readonly text: string }
