import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. `scripts/writeDigest.ts` writes it. */
export const digest: Hex32 = hex32('0x0fcac8fd445340d981ce60120fe9957fe1145daf6ddaa2ca8a6d165c6bcd4fdb')
