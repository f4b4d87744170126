import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xc03b6a49f48a7928da50052fa18f3d93b01e54ccfb0c90c6000042242e453cfa')
