import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x56be37304a91e50fc6c6eafde5fa0d6199a480e33bc1c9fec8972f95fd63e6fa')
