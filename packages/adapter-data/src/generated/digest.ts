import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x3d7853d77b5a6b4f3fbac54ae4e2e20f664ba5e3eb63e444d1983be41133e91f')
