/** The most GPUs of one order: its lane on the chain counts no more. */
export const mostOrderGpus = 254
