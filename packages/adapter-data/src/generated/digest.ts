import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x8ecd1c37cfe3b4fbd9c460bb83072c607a738a560b87086e1432ddafec2b48d7')
