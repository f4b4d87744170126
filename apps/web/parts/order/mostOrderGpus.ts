/** The most GPUs of one order. The contract's record of filled GPUs cannot count more. */
export const mostOrderGpus = 254
