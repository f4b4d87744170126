import { z } from 'zod'
import { hex32, signature, uint8 } from '../scalars.ts'

/** The path of a task's result: the id of the task, and the commitment (hash of the result) of the worker that calculated it. */
export const taskResultPathWire = z.strictObject({ taskId: hex32, commitment: hex32 })
/** The query of an upload. The store refuses bytes with another hash. */
export const taskResultQueryWire = z.strictObject({ sha256: hex32.describe('SHA-256 of the body.') })

/** `PUT /tasks/{taskId}/results/{commitment}` answers with the receipt that the task pool's function `commit` needs. */
export const storeReceiptWire = z
  .strictObject({
    taskId: hex32,
    commitment: hex32,
    tries: uint8.describe('Number of times that the task was accepted. The receipt is for this try.'),
    bytes: z.int().describe('Length of the stored result.'),
    expiresAt: z.int(),
    receipt: signature.describe('EIP-712 signature of `StoreReceipt` with the receipt key of the Directory.'),
  })
  .meta({ id: 'StoreReceipt' })
export type StoreReceiptWire = z.infer<typeof storeReceiptWire>
