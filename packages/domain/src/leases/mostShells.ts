/** How many shells the pages of one lease share, numbered from 1; as many at once. SSH has its own limits. */
export const mostShells = 4
