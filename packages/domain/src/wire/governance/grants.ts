import { z } from 'zod'
import { address, hex32, uint256 } from '../scalars.ts'

const grant = z.strictObject({
  proposal: z.int().describe('Number of the proposal whose execution paid it.'),
  title: z.string().describe('Title of that proposal.'),
  source: z
    .enum(['treasuryG', 'treasuryPt', 'surplus'])
    .describe('Source of the payment: G of the treasury, PToken of the treasury, or PToken that the surplus of the reserve backs.'),
  amount: uint256.describe('In base units of G or PToken (1e-18).'),
  at: z.int().describe('Time of the execution, in Unix seconds.'),
  txHash: hex32.describe('The transaction of the execution.'),
  final: z.boolean().describe('Whether its block is final.'),
})

/** `GET /govern/accounts/{account}/grants`: the payments to an account by proposals that were executed, read from the chain at one block. */
export const grantsWire = z
  .strictObject({
    blockNumber: z.int().describe('The block of this answer.'),
    blockTimestamp: z.int().describe('Time of that block, in Unix seconds.'),
    account: address.describe('The account that was paid.'),
    items: z.array(grant).describe('The last 100, newest first. Empty if no DAO is deployed.'),
  })
  .meta({ id: 'Grants' })
export type GrantsWire = z.infer<typeof grantsWire>
