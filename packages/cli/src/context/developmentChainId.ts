/** The chain id of a development market, whose money is play money. */
export const developmentChainId = 31_337
