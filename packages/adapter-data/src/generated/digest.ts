import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x56e3a927291f4fc324d222ecfbc80dd89e21a7410cba528356e6340f201a20d0')
