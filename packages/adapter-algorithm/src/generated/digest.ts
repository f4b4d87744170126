import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x47dfc7aef199ea8583a19b1f9fbb4a585c1ac0f38aa8b78d3fe0038f4f100773')
