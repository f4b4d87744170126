import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xd92d9d2e227612eabbd02496c1f5b9b8c5556ef04df63c34dca53557385adcaf')
