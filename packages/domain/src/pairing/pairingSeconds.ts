/** Seconds in which a pairing link can be opened, and seconds in which the wallet that opened it may then sign. */
export const pairingSeconds = { open: 600, sign: 1_800 } as const
