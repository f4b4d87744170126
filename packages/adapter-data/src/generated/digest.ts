import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x1940f2946042ba48e441b13f4160c3f86ecdf44bb3ab3ab20bf0cee2c4fe4188')
