/** The warning about the `local` runtime, which the checks and the pairing show before the wallet signs anything. */
export const localWarning =
  'no isolation by containers. Programs of renters run as processes of this machine and may read its files. Renters get a shell without images. For tests only'
