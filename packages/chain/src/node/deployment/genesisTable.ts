import { parseEther } from 'viem'

const month = 2_629_746

/** A receiver of the 100,000,000 G of genesis. The treasury is the timelock; the deployment sets the others. */
export type GenesisParty = 'treasury' | 'team' | 'backers' | 'ecosystem' | 'distribution'

/**
 * One line of the genesis table, which distributes G. `amount` is in base units. `vesting` has the start and the end of the payout in seconds since genesis; it
 * is null if the amount is paid at once.
 */
export type GenesisLine = {
  readonly label: string
  readonly party: GenesisParty
  readonly amount: bigint
  readonly vesting: { readonly cliffSeconds: number; readonly endSeconds: number } | null
}

const line = (label: string, party: GenesisParty, millions: string, months: readonly [cliff: number, end: number] | null): GenesisLine => ({
  label,
  party,
  amount: parseEther(`${millions}000000`),
  vesting: months === null ? null : { cliffSeconds: months[0] * month, endSeconds: months[1] * month },
})

const tableOf = (millions: { readonly treasuryOverTime: string; readonly distribution: string }): readonly GenesisLine[] => [
  line('Treasury', 'treasury', '10', null),
  line('Treasury, over time', 'treasury', millions.treasuryOverTime, [0, 48]),
  line('Operators', 'treasury', '15', [0, 60]),
  line('Team', 'team', '18', [12, 48]),
  line('Backers', 'backers', '12', [12, 36]),
  line('Ecosystem', 'ecosystem', '5', [6, 24]),
  line('Distribution', 'distribution', millions.distribution, null),
]

/** The published genesis table of docs/guides/governance.md: exactly 100,000,000 G, in this sequence. A month is a twelfth of 365.2425 days. */
export const genesisTable: readonly GenesisLine[] = tableOf({ treasuryOverTime: '30', distribution: '10' })

/**
 * The genesis table of development chains, published in the same guide. It pays out 10,000,000 G of the treasury's later amounts at once, so that more than the
 * 10,000,000 G for full power can be staked. Like the other table, it distributes exactly 100,000,000 G.
 */
export const developmentGenesisTable: readonly GenesisLine[] = tableOf({ treasuryOverTime: '20', distribution: '20' })
