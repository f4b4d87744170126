/** Chain id of development chains. Development keys, faucet and the `local` runtime work only there. */
export const developmentChainId = 31_337
