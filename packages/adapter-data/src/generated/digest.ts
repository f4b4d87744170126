import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x36f49a5333e24c35d39880d797b772298c5e433ca52397ae96cb08b66fb54e80')
