/** The wallet that was picked in the first step. `account` is lower-case. */
export type ConnectedWallet = { readonly account: string; readonly connectorId: string }
