import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x6d04d05ea45597e3cf0b8b12211105d70bfc8df3e2e03c2dc07872afd8132121')
