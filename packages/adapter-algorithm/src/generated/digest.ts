import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xd50023bfc92a8426e049cca0df56b10f636029aec23c3ebaba45bd817ec59db5')
