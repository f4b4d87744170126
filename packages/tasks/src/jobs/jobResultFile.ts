import type { Hex32 } from '@infinitio/domain'

/** A result as a file for a person. */
export type JobResultFile = { readonly sha256: Hex32; readonly extension: string; readonly bytes: number }
