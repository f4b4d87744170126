/**
 * The properties of a time in force (how long a bid waits). `code` is its number in a signed bid. `rests` is true if GPUs that are not filled wait in the order
 * book. `isWhole` is true if the bid is filled completely or not at all.
 */
type TimeInForce = { readonly code: number; readonly rests: boolean; readonly isWhole: boolean }

/**
 * Every time in force, by its code. A bid with `gtc` waits for as long as the contract allows, and one with `gtt` until its expiry. The order book, the API,
 * web pages and the command line all use this table.
 */
const timesInForce = {
  gtc: { code: 0, rests: true, isWhole: false },
  gtt: { code: 1, rests: true, isWhole: false },
  ioc: { code: 2, rests: false, isWhole: false },
  fok: { code: 3, rests: false, isWhole: true },
} as const satisfies Record<string, TimeInForce>

type Table = typeof timesInForce

/** The name of a time in force: how long a bid waits in the order book. */
export type TimeInForceName = keyof Table
/** The name of a time in force with which a bid never waits in the order book. */
export type ImmediateName = { [Name in TimeInForceName]: Table[Name]['rests'] extends true ? never : Name }[TimeInForceName]

/** The names of all times in force; the index of a name is its code in a signed bid. */
export const timeInForceNames = Object.keys(timesInForce) as [TimeInForceName, ...TimeInForceName[]]
/** The names of the times in force with which a bid never waits in the order book. */
export const immediateNames = timeInForceNames.filter((name): name is ImmediateName => !timesInForce[name].rests)

/** The code of each time in force in a signed bid, by its name. */
export const timeInForce = Object.fromEntries(timeInForceNames.map((name) => [name, timesInForce[name].code])) as {
  readonly [Name in TimeInForceName]: Table[Name]['code']
}

// Matching reads these properties for each bid, so they are stored in two arrays that are indexed by the code.
const rests = timeInForceNames.map((name) => timesInForce[name].rests)
const wholes = timeInForceNames.map((name) => timesInForce[name].isWhole)

/** Returns true if the GPUs of a bid that are not filled may wait in the order book. */
export function mayRest({ timeInForce: code }: { readonly timeInForce: number }): boolean {
  return rests[code] === true
}

/** Returns true if a bid is filled completely or not at all: it asks for that, it is a cluster, or its time in force requires it. */
export function isWholeBid(bid: { readonly allOrNothing: boolean; readonly cluster: boolean; readonly timeInForce: number }): boolean {
  return bid.allOrNothing || bid.cluster || fillsWhole(bid)
}

/** Returns true if the time in force of a bid requires that it is filled completely or not at all. */
export function fillsWhole({ timeInForce: code }: { readonly timeInForce: number }): boolean {
  return wholes[code] === true
}

/** Returns the name of a bid's time in force if the bid never waits in the order book. Null for a bid that may wait. */
export function immediateNameOf({ timeInForce: code }: { readonly timeInForce: number }): ImmediateName | null {
  return immediateNames.find((name) => timeInForce[name] === code) ?? null
}
