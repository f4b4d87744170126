import { z } from 'zod'
import { errorCode, hex32, leaseId, signature, uint40, uuid } from './scalars.ts'

/** `POST /relays`: a signed statement the engine carries to the chain. `ready` is signed by the node key, the others by the holder. */
export const relayRequestWire = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('ready'), leaseId, signedAt: uint40, signature }),
      z.strictObject({ kind: z.literal('end'), leaseId, accept: z.boolean(), expiry: uint40, signature }),
      z.strictObject({ kind: z.literal('cancelLease'), leaseId, expiry: uint40, signature }),
    ],
    { error: 'api.invalid_field' },
  )
  .meta({ id: 'RelayRequest' })
export type RelayRequestWire = z.infer<typeof relayRequestWire>

/** `POST /relays` answers 202. */
export const relayAcceptedWire = z.strictObject({ relayId: uuid }).meta({ id: 'RelayAccepted' })
export type RelayAcceptedWire = z.infer<typeof relayAcceptedWire>

/** `GET /relays/{id}`. */
export const relayWire = z
  .strictObject({
    relayId: uuid,
    kind: z.enum(['ready', 'end', 'cancelLease', 'faucet']),
    leaseId: leaseId.nullable(),
    state: z.enum(['queued', 'sent', 'mined', 'failed']),
    code: errorCode.nullable(),
    txHash: hex32.nullable(),
    final: z.boolean(),
    createdAt: z.int(),
  })
  .meta({ id: 'Relay' })
export type RelayWire = z.infer<typeof relayWire>
