import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x3cd2b31db32aa188f62f86dc376aa628503ff5038d69561a3a0f8e2877b9e723')
