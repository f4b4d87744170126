import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xd741bc36e33d599ca5276e5b24692dc22f20187e3c9a56473572cb1d57d2c252')
