import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x8346634021be6dcbc61090157e1dc8b902d8485ced7b79f742741ccabd13c09b')
