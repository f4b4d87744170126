import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x82941172e9fbd656d838ee82b59a461cdc811b57d2f86ba629f37a28dbc34ed9')
