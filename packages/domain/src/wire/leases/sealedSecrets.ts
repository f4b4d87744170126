import { z } from 'zod'
import { hex32, uuid } from '../scalars.ts'

/** Hex of the largest box: the most bytes of secrets, padded, with version, key and tag. */
const mostBoxCharacters = 65_800
/** Secrets sealed to one machine, as they travel. */
export const secretsBox = z
  .string({ error: 'api.invalid_field' })
  .max(mostBoxCharacters, { error: 'api.invalid_field' })
  .regex(/^0x(?:[0-9a-f]{2})+$/, { error: 'api.invalid_field' })
  .describe("Sealed to the node's X25519 key for this workload; the market cannot read it.")

/** What a node may say of a box that it cannot use. */
const secretsCode = z.enum(['lease.secrets_unreadable', 'lease.secrets_differ'], { error: 'api.invalid_field' })

/** `PUT /workloads/{hash}/secrets/{nodeId}`: before the order where its node is known, or after the match. */
export const sealedSecretsWire = z.strictObject({ box: secretsBox }).meta({ id: 'SealedSecrets' })
export type SealedSecretsWire = z.infer<typeof sealedSecretsWire>

/** `GET /nodes/leases/{id}/secrets`: the box that was handed in last. */
export const nodeSecretsWire = z.strictObject({ boxId: uuid, box: secretsBox }).meta({ id: 'NodeSecrets' })
export type NodeSecretsWire = z.infer<typeof nodeSecretsWire>

/** `POST /nodes/leases/{id}/secrets`: what became of a box. One that could not be used is thrown away. */
export const secretsReadWire = z
  .strictObject({ boxId: uuid, code: secretsCode.nullable().describe('Null: opened, and what the renter signed.') })
  .meta({ id: 'SecretsRead' })
export type SecretsReadWire = z.infer<typeof secretsReadWire>

/** `GET /nodes/{id}/keys`: as the chain has them. */
export const nodeKeysWire = z
  .strictObject({ nodeId: hex32, hostKey: hex32.describe('SSH, ed25519.'), boxKey: hex32.describe('X25519: secrets are sealed to it.') })
  .meta({ id: 'NodeKeys' })
export type NodeKeysWire = z.infer<typeof nodeKeysWire>

/** How far the secrets of a lease are. `waiting`: its script and command wait for them, and so does nothing else. */
export const leaseSecretsWire = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('none') }).describe('Its workload names none, or it is over.'),
    z.strictObject({ state: z.literal('waiting') }),
    z.strictObject({ state: z.literal('sealed') }).describe('Handed in, and not yet opened by the machine.'),
    z.strictObject({ state: z.literal('opened') }),
    z.strictObject({ state: z.literal('refused'), code: secretsCode }).describe('Waiting, after others that could not be used.'),
  ])
  .meta({ id: 'LeaseSecrets' })
export type LeaseSecretsWire = z.infer<typeof leaseSecretsWire>
