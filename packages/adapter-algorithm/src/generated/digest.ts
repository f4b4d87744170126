import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x97a6d11c05991079e4abb8aeabede37364aba6499ad2410c9224e47afd94a3a8')
