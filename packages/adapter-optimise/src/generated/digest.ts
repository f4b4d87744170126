import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x5133169c2bafcd71b22b99d5b3458cf56bc5b71871e95b9bab04e1237fe0c265')
