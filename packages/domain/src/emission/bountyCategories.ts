/** What a bounty is for, in the order in which the contract counts them. */
export const bountyCategories = ['migration', 'preprocessing', 'security', 'copyright', 'tools'] as const
