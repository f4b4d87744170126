/** Categories of bounties (work that is paid in G), in the sequence of the contract's codes. */
export const bountyCategories = ['migration', 'preprocessing', 'security', 'copyright', 'tools'] as const
