import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x531159f58efac8e0fcb11f4350e2cf4da033f3a7df5364d4d0882adba930a76c')
