import type { Hex32 } from '@infinitio/domain'

/** A result in the form of a file that a person can open, such as CSV. */
export type JobResultFile = { readonly sha256: Hex32; readonly extension: string; readonly bytes: number }
