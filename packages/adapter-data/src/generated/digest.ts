import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x9921c7802415fb9e484da80961dd5ea4878901bc17532fffb1fcda5a518ac555')
