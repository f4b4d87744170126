import { z } from 'zod'
import { mostDescription } from '../../governance/modelDescription.ts'
import { modelRecordLimits } from '../../governance/modelRecord.ts'
import { mostRoyaltyBps } from '../../services/modelGrant.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128, uint256 } from '../scalars.ts'

const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }
const contracts = z.strictObject({ modelPayments: address, gToken: address })
const rate = z
  .strictObject({ rate: uint128.describe('Base units of G for one whole PToken.'), updatedAt: at('When the median was calculated.') })
  .nullable()
  .describe('The rate for payments now: the median of the rates that validators report. Null without a rate of the last day.')

/** `PUT /govern/models/{id}/description`: the text with which the owner of a commercial model describes it. */
export const modelDescriptionWire = z
  .strictObject({
    text: z.string().min(1, { error: 'api.invalid_field' }).max(mostDescription, { error: 'api.invalid_field' }).describe('Markdown.'),
    signedAt: at('When the owner signed it.'),
    signature: z
      .string({ error: 'api.invalid_field' })
      .regex(/^0x[0-9a-f]{130}$/, { error: 'api.invalid_field' })
      .describe('EIP-191, of the text that `modelDescriptionMessage` of the SDK writes.'),
  })
  .meta({ id: 'ModelDescription' })
export type ModelDescriptionWire = z.infer<typeof modelDescriptionWire>

/** `PUT /govern/models/{id}/record`: the facts of a commercial model, as its owner signs them. */
export const modelRecordWire = z
  .strictObject({
    weightsRoot: hex32.describe('Identifies the files of the weights: `weightsRootOf` of the SDK.'),
    tokenizerHash: hex32.nullable().describe('SHA-256 of the file of the tokenizer; null without one.'),
    chatTemplateHash: hex32.nullable().describe('SHA-256 of the text of the chat template; null without one.'),
    licence: z
      .string()
      .min(1, { error: 'api.invalid_field' })
      .max(modelRecordLimits.licence, { error: 'api.invalid_field' })
      .describe('Name of the licence of the weights.'),
    parent: z.string().max(modelRecordLimits.parent, { error: 'api.invalid_field' }).describe('The model from which it was made; empty without one.'),
    royaltyBps: z
      .int({ error: 'api.invalid_field' })
      .min(0, { error: 'api.invalid_field' })
      .max(mostRoyaltyBps, { error: 'api.invalid_field' })
      .describe('The royalty that the owner usually asks for a grant, in basis points.'),
    signedAt: at('When the owner signed it.'),
    signature: z
      .string({ error: 'api.invalid_field' })
      .regex(/^0x[0-9a-f]{130}$/, { error: 'api.invalid_field' })
      .describe('EIP-191, of the text that `modelRecordMessage` of the SDK writes.'),
  })
  .meta({ id: 'ModelRecord' })
export type ModelRecordWire = z.infer<typeof modelRecordWire>

const model = z.strictObject({
  id: z.int().describe('Number of the model in the order of registration, from 1.'),
  name: z.string(),
  owner: address.describe('The account that may change the price and the payee.'),
  payee: address,
  pricePerUnit: uint128.describe('Base units of PToken for one unit that it sells; 0 while it is not for sale.'),
  payments: z.int().describe('Number of payments.'),
  paid: uint256.describe('Sum of all payments, in base units of G.'),
  isDescribed: z.boolean().describe('True if its owner has signed a description of it.'),
  record: modelRecordWire.nullable().describe('The record that its owner signed; null without one.'),
})

/** The query of `GET /govern/models`: the page of the list. */
export const modelsQueryWire = z.strictObject({
  cursor: pageCursor,
  limit: pageLimit({ most: 25 }),
  name: z.string().min(1).max(500).optional().describe('Only models with exactly this name.'),
})
/** The query of `GET /govern/models` as a client writes it in the URL. */
export type ModelsQueryWire = { cursor?: string; limit?: number; name?: string }

/** `GET /govern/models`: commercial models that are paid for in G, newest first, from the chain at one block. */
export const modelsWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null if this chain has no payments for models.'),
    rate,
    items: z.array(model),
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'Models' })
export type ModelsWire = z.infer<typeof modelsWire>
export type ModelItemWire = ModelsWire['items'][number]

const payment = z.strictObject({
  payer: address,
  payee: address,
  units: uint256,
  pTokenAmount: uint256.describe('Price of the units, in base units of PToken.'),
  gAmount: uint256.describe('Payment for the units, in base units of G.'),
  rate: uint128.describe('Base units of G for one whole PToken at that time.'),
  note: hex32.describe('A note that the payer chose.'),
  txHash: hex32,
})

/** The answer of `GET /govern/models/{id}`. */
export const modelWire = model
  .extend({
    ...head,
    contracts,
    rate,
    description: modelDescriptionWire.nullable().describe('The description that its owner signed; null without one. Nobody has checked it.'),
    latest: z.array(payment).describe('The latest 100 payments, the newest first.'),
  })
  .meta({ id: 'Model' })
export type ModelWire = z.infer<typeof modelWire>
