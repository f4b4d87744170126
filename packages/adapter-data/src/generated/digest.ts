import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x03f2c0c9bd2fdc193b9a2a8386b6e37736f7f1528d5ecf4c50ad0ad9245ee176')
