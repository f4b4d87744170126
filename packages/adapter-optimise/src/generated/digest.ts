import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xc51639a1b8f91171f3ddf4e21a254b29c707a1c9b5019c2d08b49df3651af479')
