/** Holds the wallet from the first step. `account` is lower-case. */
export type ConnectedWallet = { readonly account: string; readonly connectorId: string }
