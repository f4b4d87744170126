import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x097229862826144cb6d0b93c41385f3056a8d37b0cac236f70334b3d2c04a36e')
