import { z } from 'zod'
import { address, hex32, queryInt, uint128, uint256 } from '../scalars.ts'

const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }
const contracts = z.strictObject({ modelPayments: address, gToken: address })
const rate = z
  .strictObject({ rate: uint128.describe('Base units of G for one whole PToken.'), updatedAt: at('When its median was taken.') })
  .nullable()
  .describe('What is paid with now: the median of what validators report. Null while there is none, or none of the last day.')

const model = z.strictObject({
  id: z.int().describe('Its place in the order of registering, from 1.'),
  name: z.string(),
  owner: address.describe('Who may change price and payee.'),
  payee: address,
  pricePerUnit: uint128.describe('Base units of PToken for one unit of what it sells; 0 while it is not for sale.'),
  payments: z.int().describe('How often it was paid for.'),
  paid: uint256.describe('What was paid in all, in base units of G.'),
})

/** The query of `GET /govern/models`: the page of the list. */
export const modelsQueryWire = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 25).optional().describe('Most items, 1 to 25; 25 when left out.'),
})
/** The query of `GET /govern/models` as a client writes it in the URL. */
export type ModelsQueryWire = { cursor?: string; limit?: number }

/** `GET /govern/models`: commercial models that are paid for in G, newest first, from the chain at one block. */
export const modelsWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null where no models are paid for.'),
    rate,
    items: z.array(model),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Models' })
export type ModelsWire = z.infer<typeof modelsWire>
export type ModelItemWire = ModelsWire['items'][number]

const payment = z.strictObject({
  payer: address,
  payee: address,
  units: uint256,
  pTokenAmount: uint256.describe('What the units cost. In base units of PToken.'),
  gAmount: uint256.describe('What was paid for them. In base units of G.'),
  rate: uint128.describe('Base units of G for one whole PToken, of then.'),
  note: hex32.describe('The payer’s own.'),
  txHash: hex32,
})

/** The answer of `GET /govern/models/{id}`. */
export const modelWire = model
  .extend({ ...head, contracts, rate, latest: z.array(payment).describe('The latest 100 payments, the newest first.') })
  .meta({ id: 'Model' })
export type ModelWire = z.infer<typeof modelWire>
