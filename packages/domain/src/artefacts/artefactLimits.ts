/**
 * The limits of artefacts (stored files): bytes of one artefact, and how many artefacts an account or the scheduler of the market may store. A larger file is
 * stored as several artefacts (`fileManifest.ts`). The operator sets the total bytes of an account.
 */
export const artefactLimits = { bytes: 16 * 2 ** 20, perAccount: 1_000, perScheduler: 100_000 } as const

/** The most bytes of one file of a private job. A private file is one artefact, and encryption makes it a little larger. */
export const mostPrivateBytes = artefactLimits.bytes - 8_192

/**
 * The limits of uploads in parts.
 * - `partBytes`: bytes of one part.
 * - `perAccount`: unfinished uploads of an account.
 * - `unusedParts`: attempts at one part whose bytes are not removed yet.
 * - `emptySeconds`, `idleSeconds`: seconds after which an upload is deleted, without a first part or without a further part.
 */
export const uploadLimits = { partBytes: 512 * 1_024, perAccount: 16, unusedParts: 8, emptySeconds: 300, idleSeconds: 86_400 } as const

/** The callers that may read an artefact: only its account, or anybody who has the hash. */
export const artefactReaders = ['owner', 'anybody'] as const
export type ArtefactReaders = (typeof artefactReaders)[number]
