import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xb5705f46c0a702c7f218370a24c56cbded5e77e93ef29dbbb945d933a0d018ef')
