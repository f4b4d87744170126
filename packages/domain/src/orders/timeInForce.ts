/** How long an order may live: codes as signed in a bid. gtc rests, gtt rests to its expiry, ioc and fok never rest. */
export const timeInForce = { gtc: 0, gtt: 1, ioc: 2, fok: 3 } as const

/** Name of a time in force. */
export type TimeInForceName = keyof typeof timeInForce
