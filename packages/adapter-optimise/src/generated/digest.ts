import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x3c9e879b847a59343db5e41c264c44e11d4ff4e6ce9630fbcb1f295eb2efc33e')
