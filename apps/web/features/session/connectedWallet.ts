/** The wallet that the user chose in the first step of the sign-in. `account` is in lower case. */
export type ConnectedWallet = { readonly account: string; readonly connectorId: string }
