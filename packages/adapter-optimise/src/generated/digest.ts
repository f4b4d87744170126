import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xa6d430c6a0fa98bad01061f0b2a534b390bdb6d314c6ce3dec37c83179f5006d')
