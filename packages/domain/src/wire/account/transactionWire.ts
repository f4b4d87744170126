import { z } from 'zod'
import { address, errorCode, hex32 } from '../scalars.ts'

/** `GET /transactions/{hash}`: a transaction for our own explorer page. */
export const transactionWire = z
  .strictObject({
    hash: hex32,
    state: z.enum(['pending', 'mined', 'final', 'failed']),
    from: address.nullable(),
    to: address.nullable(),
    purpose: z.enum(['settle', 'relay', 'sweep']).nullable().describe('Purpose of a transaction that the engine sent; null for other transactions.'),
    blockNumber: z.int().nullable(),
    blockHash: hex32.nullable(),
    at: z.int().nullable(),
    gasUsed: z.string().nullable(),
    code: errorCode.nullable(),
    logs: z.array(z.strictObject({ logIndex: z.int(), name: z.string(), args: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'Transaction' })
export type TransactionWire = z.infer<typeof transactionWire>
