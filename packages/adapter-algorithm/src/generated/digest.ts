import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x23ce55312c045ec04f78784298eff48a34a6c36b5d596c80bc88cdb21075e979')
