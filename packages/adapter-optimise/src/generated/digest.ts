import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x969bd5152778b5e7879cadc559d73184db5af64236ec647bcf48fc23062c7c5b')
