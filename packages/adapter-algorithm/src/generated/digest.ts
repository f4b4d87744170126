import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x6bbe087817c14bf8eb8119a4f41d17881f63f9f8b7933b52470ea1eccf3e3338')
