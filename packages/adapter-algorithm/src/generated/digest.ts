import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x2dddad8559d323c14dad9443a451a2208e3e7d07df89f92905a212c14bb3a119')
