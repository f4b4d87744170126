import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xcc1dca83d35f152ce405e117b964bc06a11c0e6edaae09c3fec5f680f48d96e9')
