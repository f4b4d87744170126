import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x70aeace1b91f0852ea77f13e34927110a3da562963793ed4f0418ad08aa9bd54')
