import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xe907db2d87af4b785f525701c50841b4482456694d2fa62c4da16b6c9ea24bf1')
