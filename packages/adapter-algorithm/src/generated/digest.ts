import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xa48102045317a4a1db735811ffa012c6dbdb8a2834b8f6aa15c257180653aefc')
