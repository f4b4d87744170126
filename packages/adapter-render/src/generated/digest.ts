import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0xe01ab1f02fa0fc796f38c83b9f348adec66cdf7a2608028276ae91e58bce4dc6')
