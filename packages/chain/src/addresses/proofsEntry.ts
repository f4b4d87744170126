/**
 * The name of `ProofChecker` in the Directory: the subject of the statements that it refutes, because `Attestations.punishWrongRoot` asks the entry of a
 * subject.
 */
export const proofsEntry = 'proofs'
