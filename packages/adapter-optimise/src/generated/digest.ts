import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x2b2aa8e04c0a98d3a23e4e14791bd3d91f99aeee7f0adbe36b4a9c91373da74f')
