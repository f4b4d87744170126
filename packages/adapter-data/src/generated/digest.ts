import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x4e1cbea1b3feff5ad17e4d7c2130a8c5abdd59e0d1b4faf2f53fc7569e9fa16a')
