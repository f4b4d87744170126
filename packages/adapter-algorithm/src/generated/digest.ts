import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xb3da1ec6c6affacec595e885e124551e44cb990acee847c3c3c2166e6f49b10f')
