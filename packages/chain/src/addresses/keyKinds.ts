/** The kinds of keys in the Directory, by their number in `KeyKind` of DirectoryTypes.sol. */
export const keyKinds = { engine: 0, receipt: 1, gatewayHost: 2 } as const

/** One kind of key. */
export type KeyKind = keyof typeof keyKinds
