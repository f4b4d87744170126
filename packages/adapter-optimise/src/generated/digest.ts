import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xee87cbda73fcc47158213b46334c4615eba4ecd19b653da4b7b114cfa1219743')
