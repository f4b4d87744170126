import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x4d1e23f058d7dd3e3df5fed5dfbddf4d7c6710e1b8d7bc5065924839bbbebf11')
