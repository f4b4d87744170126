import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x8a17891dff4c6f87370d4698b566347edf424a00119f1d3422e8fea66c547dca')
