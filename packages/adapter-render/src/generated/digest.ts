import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xb7836cff117f0a1b81d204c18aaceeeb4b8fe6a90751cd9fd00a4bcfe628b5cd')
