import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xb0ce6424c3926573a1d944ef960636de8de27d32fbe2ceb5e0117d73a6b5fb75')
