import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xb3fe171b5de90d6febf8c4aefb59cdbf2e9cc08e98be7c0377c7e04003dbfccc')
