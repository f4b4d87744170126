/** The largest number of GPUs of a bid. Eight bits of the contract (the bid's lane) count the filled GPUs up to 254; 255 means cancelled. */
export const mostBidGpus = 254
