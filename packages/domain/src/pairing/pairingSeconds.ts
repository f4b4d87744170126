/** How long a link can be opened, and how long the wallet that opened it may then sign, in seconds. */
export const pairingSeconds = { open: 600, sign: 1_800 } as const
