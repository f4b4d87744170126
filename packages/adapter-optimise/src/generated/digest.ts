import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xb1081fa0915aaded57929a2cd09126b06351a9dd68209abeda6a0fcad6582374')
