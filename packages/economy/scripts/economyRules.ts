/**
 * The rules of the economy in words, at the top of docs/economy.md. scripts/docs/constants.test.ts compares tables of contract constants with
 * the code.
 */
export const economyRules = `## PToken: a voucher for compute

- Orders are priced in PToken (PT). One PT is redeemed for one unit of the reserve coin: by anybody, at any time, without a fee, and no pause stops it.
- Minting takes 100 units of the reserve coin for 98 PT. The other 2 stay in the reserve.
- Supply ≤ reserve. \`PToken\` enforces this, and its code cannot be changed.
- **Surplus** = reserve − supply. The 2 %, burned fees, burned slashes and payments of sponsors increase it. Emission and grants of votes are minted from it, and from nothing else.
- Each side of a lease pays a fee of what is paid. At least half of all fees is burned; votes divide the rest between treasury and validators.

## Emission: earned by serving

An epoch is one hour. For each machine and epoch the formula gives \`T = B·(Q + C + H + S + D + M)·N·R·E\`, with 18 decimal places, each product rounded down.

| factor | range | what it measures |
| --- | --- | --- |
| B | amount | GPU-hours of reference compute times \`basePerGpuHour\` |
| Q | 0 to 1 | quality: the share of GPU proofs that the machine passed, its reliability, and its speed relative to its class |
| C | 0 to 1 | accepted work of the provider's account, by age |
| H | 0 to 1 | history: kept leases and promises of all, by value and age; starts at a low prior |
| S | 0 to 1 | stability; it saturates, so more hardware does not earn more than its share |
| D | 0 to 1 | diversity of the provider's verified classes |
| M | 0 to 1 | demand for the machine's class in the last 24 h |
| N | 0 to 1 | \`minersAtHalf\` / (\`minersAtHalf\` + active machines) |
| R | 0 to 1 | regulator: trend of demand; 0.5 when demand is flat |
| E | 0 to 1 | environment: \`environmentFloor\` without a proof, up to 1 with an audited one |

What is paid has two parts, and each is safe by itself:

- **Rebate** = min(T, \`rebateShare\` × what the machine's own leases burned). Renting from oneself costs more than it returns.
- **Share of an incentive programme**: sponsors pay a budget in beforehand. It is divided by T without H and M, so that no lease moves it. The most that a programme can lose is its budget.

A provider whose share of verified compute s is above \`shareThreshold\` (θ) has its T multiplied by (θ/s)^\`sharePower\`: more compute beyond θ lowers the total. Spreading compute over attested sites adds up to \`siteBonus\`. A site is a network (a /24 of IPv4, a /32 of IPv6) from which machines answered the newest slot of GPU proofs in time, as validators attested it.

The sum of an epoch is at most the surplus that no programme was promised, and at most the forecast capacity. Above that, everybody gets the same share of what is due.

## How an epoch is paid

1. Validators compute one **Merkle leaf** for each provider from public data: what the provider was paid in all epochs so far. Anybody can compute the same (\`infinitio epoch verify\`).
2. More than two thirds of the drawn stake, and four signers at least, sign the epoch's totals and roots. In a set of more than 16 members, 16 are selected at random for the hour.
3. Somebody publishes it. \`Emission\` mints the total to itself at once, so no claim can fail. The contract checks the total against surplus, cap and budgets.
4. For a day anybody can **challenge** a wrong leaf, which the contract calculates again, or **demand** to see what a leaf follows from. An epoch that is refuted or not shown is taken back, and each signer loses a tenth of the bond.
5. Then the epoch is final, and anybody can claim for a provider who has enough G staked. A claim pays the difference to what was claimed before.

Whether an input is true (leases, presence, burned fees) rests on the validators' signatures; the challenge proves the arithmetic only.

## G: the token of votes

| constant | value | what it is |
| --- | --- | --- |
| \`GToken.GENESIS_SUPPLY\` | 100_000_000e18 | G at genesis, by a published table with vesting |
| \`GToken.MAX_INTEREST_PER_YEAR\` | 3_000_000e18 | the only inflation: interest on staked G |
| \`StakedGToken.MAX_INTEREST_BPS\` | 1_000 | highest interest that a vote can set, a year |
| \`StakedGToken.UNSTAKING_SECONDS\` | 14 days | unstaked G can still be slashed; its votes end at once |
| \`InfinitioGovernor.FULL_POWER_STAKE\` | 10_000_000e18 | with less staked, only bounded parameters pass |
| \`InfinitioGovernor.MIN_QUORUM\` | 2_000_000e18 | lowest quorum that a vote can set |
| \`InfinitioGovernor.MAX_QUORUM\` | 20_000_000e18 | highest |
| \`InfinitioGovernor.MIN_VOTING_DELAY\` | 12 hours | shortest wait before voting |
| \`InfinitioGovernor.MIN_VOTING_PERIOD\` | 3 days | shortest voting |
| \`InfinitioGovernor.GRACE_SECONDS\` | 14 days | a passed proposal expires after that |
| \`InfinitioGovernor.GUARDIAN_SECONDS\` | 365 days | the veto ends |
| \`Timelock.DELAY\` | 2 days | from queueing to execution; twice that for holders of keys |
| \`GovernanceTypes.PROPOSAL_BOND_UNITS\` | 1_000e18 | G that a proposer locks; a veto takes it |
| \`EmissionBudgets.LEAST_G\` | 100 | least G that a vote can require of a provider who claims |
| \`EmissionBudgets.MOST_G\` | 100_000 | most |
| \`EmissionBudgets.MAX_BUDGETS\` | 16 | programmes in one epoch |
| \`EmissionMath.MAX_REBATE_SHARE\` | 0.8e18 | highest κ, in code |

Staked G votes; G in vesting does not. A vote can change parameters within their bounds, the catalogue, fees, entries of the Directory, and grants. It cannot change custody ([contracts](contracts.md)).

## Work, projects and promises

- **Bounties** post work with a reward in G. Three reviewers are selected at random by bond; two that agree decide. Each state ends by a time.
- **Incubator**: sponsors lock G; milestones release it by their vote, and a majority can spend only its own part.
- **Green energy**: a provider files a certificate with a bond; auditors selected at random attest it; a vote can revoke it.
- **Commitments**: a provider promises GPU time with a bond. Validators measure the delivery from the anchored journal; a default costs at most half of the bond. Time that only stood open counts for a quarter at most.
- **Payments in G** use the median of validators' rates, which moves slowly.
- **Random selection** uses an hourly seed of all validators who committed. A missing reveal makes the hour void and costs the whole bond.
`
