import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xbce7c2eb8eb379350369211e9c87668cbb7143ecee472966e44534f46fdf3892')
