import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xf21061d86c0d8a7f5a8bfe987cb17fbb44fa8c44045e3434ccf04d4584cc738b')
