import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xad37d6860aa93b542cf0d39631cc828adb0be38704dcc5a36a46e36daf6a38a7')
