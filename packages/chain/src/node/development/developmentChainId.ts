/** Chain id of development chains: development keys, faucet and the `local` runtime exist nowhere else. */
export const developmentChainId = 31_337
