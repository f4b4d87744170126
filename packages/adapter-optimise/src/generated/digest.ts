import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xd06e76661ab1a3cc70776131e1b27137c8e7846f1c8221455c7fa6469ba3cefc')
