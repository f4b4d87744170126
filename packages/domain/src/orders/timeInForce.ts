/** The time in force of an order, as codes in a signed bid. gtc rests, gtt rests until its expiry, ioc and fok never rest. */
export const timeInForce = { gtc: 0, gtt: 1, ioc: 2, fok: 3 } as const

/** Name of a time in force. */
export type TimeInForceName = keyof typeof timeInForce
