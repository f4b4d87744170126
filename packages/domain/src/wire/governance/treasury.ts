import { z } from 'zod'
import { address, hex32, uint256 } from '../scalars.ts'

const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const g = (what: string) => uint256.describe(`${what} In base units of G (1e-18).`)
const pt = (what: string) => uint256.describe(`${what} In base units of PToken (1e-18).`)

const sums = {
  ptIn: pt('PToken that came in.'),
  ptOut: pt('PToken that went out.'),
  gIn: g('G that came in.'),
  gOut: g('G that went out.'),
  burned: pt('Fees of the market that were burned.'),
}

const move = z.strictObject({
  at: at('Time of its block.'),
  token: z.enum(['pt', 'g']),
  direction: z.enum(['in', 'out']),
  amount: uint256.describe('Amount in base units of its token (1e-18).'),
  other: address.describe('The payer or the receiver; the zero address if it was minted to the treasury.'),
  name: z.string().nullable().describe('Name of this market’s contract; null for other accounts.'),
  proposal: z.strictObject({ number: z.int(), id: uint256 }).nullable().describe('The proposal that moved it; null if none did.'),
  txHash: hex32,
  final: z.boolean().describe('Whether its block is final.'),
})

/** `GET /govern/treasury`: payments to and from the DAO's treasury, from the chain at one block. */
export const treasuryWire = z
  .strictObject({
    blockNumber: z.int(),
    blockTimestamp: at('Time of that block.'),
    account: address.nullable().describe('The treasury, which is the timelock; null where no DAO is deployed.'),
    days: z
      .array(z.strictObject({ day: at('Its first second, UTC.'), ...sums }))
      .describe('The last 30 days by the block clock, at most from the first event of the treasury on, oldest first; none where no DAO is deployed.'),
    moves: z.array(move).describe('The last 50, newest first.'),
  })
  .meta({ id: 'Treasury' })
export type TreasuryWire = z.infer<typeof treasuryWire>
