/** The most GPUs of one order. The fill record of the contract cannot count more. */
export const mostOrderGpus = 254
