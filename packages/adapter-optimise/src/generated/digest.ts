import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xf9c4899e771ab2c914619d4ecbaee2fa059a790c5b90b0023b9ad3d24c0cf50d')
