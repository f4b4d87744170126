import { z } from 'zod'
import { hex32, uuid } from '../scalars.ts'

/**
 * The most characters of a box (encrypted secrets) in hex: enough for the largest secrets after padding, with the version byte, the key and the authentication
 * tag.
 */
const mostBoxCharacters = 65_800
/** Secrets in JSON, encrypted to one machine. */
export const secretsBox = z
  .string({ error: 'api.invalid_field' })
  .max(mostBoxCharacters, { error: 'api.invalid_field' })
  .regex(/^0x(?:[0-9a-f]{2})+$/, { error: 'api.invalid_field' })
  .describe('Encrypted to the X25519 key of the machine for this workload; the market cannot read it.')

/** Error codes that a node reports for a box (encrypted secrets) that it cannot use. */
const secretsCode = z.enum(['lease.secrets_unreadable', 'lease.secrets_differ'], { error: 'api.invalid_field' })

/**
 * `PUT /workloads/{hash}/secrets/{nodeId}`: stores secrets that are encrypted to one machine. The renter sends them before the order if the order names the
 * machine, otherwise after the match.
 */
export const sealedSecretsWire = z.strictObject({ box: secretsBox }).meta({ id: 'SealedSecrets' })
export type SealedSecretsWire = z.infer<typeof sealedSecretsWire>

/** `GET /nodes/leases/{id}/secrets`: the newest box of encrypted secrets for a lease. */
export const nodeSecretsWire = z.strictObject({ boxId: uuid, box: secretsBox }).meta({ id: 'NodeSecrets' })
export type NodeSecretsWire = z.infer<typeof nodeSecretsWire>

/** `POST /nodes/leases/{id}/secrets`: reports whether the machine could decrypt and use a box of secrets. The API deletes a box that could not be used. */
export const secretsReadWire = z
  .strictObject({
    boxId: uuid,
    code: secretsCode.nullable().describe('Null if the machine opened the secrets, and they are those that the renter signed.'),
  })
  .meta({ id: 'SecretsRead' })
export type SecretsReadWire = z.infer<typeof secretsReadWire>

/** `GET /nodes/{id}/keys`: the keys of a node on the chain. */
export const nodeKeysWire = z
  .strictObject({
    nodeId: hex32,
    hostKey: hex32.describe('SSH host key (ed25519).'),
    boxKey: hex32.describe('X25519 key to which secrets are encrypted.'),
  })
  .meta({ id: 'NodeKeys' })
export type NodeKeysWire = z.infer<typeof nodeKeysWire>

/**
 * The state of a lease's secrets. `waiting`: the machine does not have them yet. Only the lease's script and command wait for them; shells open without them.
 */
export const leaseSecretsWire = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('none') }).describe('The workload has no secrets, or the lease is over.'),
    z.strictObject({ state: z.literal('waiting') }),
    z.strictObject({ state: z.literal('sealed') }).describe('Stored, and not opened by the machine yet.'),
    z.strictObject({ state: z.literal('opened') }),
    z.strictObject({ state: z.literal('refused'), code: secretsCode }).describe('The stored secrets could not be used; waiting for new ones.'),
  ])
  .meta({ id: 'LeaseSecrets' })
export type LeaseSecretsWire = z.infer<typeof leaseSecretsWire>
