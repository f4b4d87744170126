/** Largest number of simultaneous shells on the pages of one lease, numbered from 1. SSH has its own limits. */
export const mostShells = 4
