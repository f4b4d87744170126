import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xe7eaf8e7c16c24abe453121c3c203c56cce6536c7d2e7dc39b8801fbaf89be29')
