/** Categories of bounties (work that is paid in G). The index of a category is its code in the contract. */
export const bountyCategories = ['migration', 'preprocessing', 'security', 'copyright', 'tools'] as const
/** The filters of the list of bounties (work that is paid in G). `review` includes bounties that wait for reviewers. */
export const bountyFilters = ['open', 'claimed', 'review', 'accepted', 'returned'] as const
