import { z } from 'zod'
import { address, hex32, uint256 } from '../scalars.ts'

/** The unit of a parameter. `share` and `factor` count in 1e-18, so 1e18 is one. `wholeG` counts whole G tokens, and `g` and `pt` count base units. */
export const parameterUnitWire = z.enum(['bps', 'share', 'factor', 'seconds', 'g', 'wholeG', 'pt', 'number'])

const change = z.strictObject({
  at: z.int().describe('Time of the change. Unix seconds.'),
  txHash: hex32,
  final: z.boolean().describe('Whether its block is final.'),
  proposal: z
    .strictObject({ number: z.int(), id: uint256 })
    .nullable()
    .describe('The proposal that made the change; null if it was set without a vote, at the deployment or before the hand-over.'),
  values: z.array(
    z.strictObject({
      key: z.string(),
      before: uint256.nullable().describe('Null at the deployment, and if the chain no longer has it.'),
      after: uint256,
    }),
  ),
})

const item = z.strictObject({
  name: z.string().describe('Name of the parameter in proposals.'),
  contract: z.enum(['directory', 'feeSplitter', 'attestations', 'stakedGToken', 'governor', 'emission', 'randomBeacon', 'panels', 'carbonRegistry']),
  to: address.describe('Address of the contract.'),
  function: z.string().describe('Function that sets it, which only the timelock may call.'),
  values: z.array(
    z.strictObject({
      key: z.string(),
      unit: parameterUnitWire,
      value: uint256.nullable().describe('Present value; null if the contract has none.'),
      least: uint256,
      most: uint256.describe('The bounds in the contract’s code.'),
    }),
  ),
  history: z.array(change).describe('The latest 50 changes since the DAO was deployed, newest first.'),
})

/** `GET /govern/parameters`: every parameter that votes may set within bounds, from the chain at one block. */
export const parametersWire = z
  .strictObject({
    blockNumber: z.int(),
    blockTimestamp: z.int().describe('Time of that block. Unix seconds.'),
    items: z.array(item).describe('Empty where no DAO is deployed.'),
  })
  .meta({ id: 'Parameters' })
export type ParametersWire = z.infer<typeof parametersWire>
