import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x119b6451571a5c4216c01889d9522cc04bcb2ed47789af9283ed301f4d71d426')
