import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x8faf73f905e8a02c4208b3b24eae12e9e1b9a6055c50874bd4f06d347fa64b43')
