/** One assumption of the simulated world. Votes cannot change it. */
export type WorldRow = { value: number; least: number; most: number; what: string }

const row = (value: number, [least, most]: [number, number], what: string): WorldRow => ({ value, least, most, what })

/** The assumptions of the simulated world, each with bounds for callers. Fractions are parts of one, money is PToken. */
export const worldTable = {
  price: row(1, [0.01, 100], 'price of a GPU-hour of reference compute at the usual utilisation'),
  usualUtilisation: row(0.6, [0.05, 0.95], 'share of compute that is rented at that price'),
  demandGrowth: row(0.2, [-0.5, 1], 'growth of demand a year'),
  demandSwing: row(0.25, [0, 0.9], 'how far demand swings around its growth, over some years'),
  feePerSide: row(0.0025, [0, 0.01], 'fee of each side'),
  burnedOfFees: row(0.5, [0.5, 1], 'share of fees that is burned'),
  mintSpread: row(0.02, [0.02, 0.02], 'what minting leaves as surplus'),
  heldDays: row(10, [1, 365], 'days for which PToken is held before it is redeemed'),
  programmesOfSurplus: row(0.3, [0, 1], 'share of what comes into the surplus that treasury grants put into programmes'),
  hardwarePrice: row(6_000, [100, 1_000_000], 'price of one GPU of reference compute'),
  runningCost: row(0.25, [0, 10], 'power and place of a GPU-hour of reference compute'),
  hardwareYears: row(5, [1, 20], 'years after which hardware is worn out'),
  firstProviders: row(0.1, [0.01, 1], 'share of providers that are there on the first day; the others come over six years'),
  stakedShare: row(0.4, [0, 1], 'share of G that is staked'),
  stakingInterest: row(0.05, [0, 0.1], 'interest on staked G a year, within the cap'),
  interestCap: row(3_000_000, [0, 3_000_000], 'most G minted as interest a year'),
} satisfies Record<string, WorldRow>

/** The name of an assumption. */
export type WorldName = keyof typeof worldTable

/** One value for each assumption. */
export type World = Readonly<Record<WorldName, number>>

/** The names of all assumptions, in the table's sequence. */
export const worldNames = Object.keys(worldTable) as WorldName[]
