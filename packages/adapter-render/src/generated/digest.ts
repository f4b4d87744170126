import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x97d4a3e7856df89b090adf0d83dadf92a47333045fc6a4e3594bddf676c7c0f9')
