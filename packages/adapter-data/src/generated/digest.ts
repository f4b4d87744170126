import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xe3cdd92249c1ff110e9da49e2c3ec3251ea544813c95de1d0e03f09f514b0043')
