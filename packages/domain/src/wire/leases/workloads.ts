import { z } from 'zod'
import { leaseAccessLimits } from '../../leases/leaseAccess.ts'
import { secretLimits, secretName } from '../../secrets/secretsProblem.ts'
import { pinned } from '../../workloads/pinnedImage.ts'
import { hex32, intBetween, text } from '../scalars.ts'

/** An OpenSSH public key line. */
export const sshKeyLine = z
  .string({ error: 'node.ssh_key_malformed' })
  .max(1_500, { error: 'node.ssh_key_malformed' })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression excludes these characters.
  .regex(/^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,2}( [^\u0000-\u001f\u007f-\u009f]{0,200})?$/, {
    error: 'node.ssh_key_malformed',
  })

const imageWire = z
  .strictObject({
    reference: z
      .string({ error: 'node.image_not_pinned' })
      .max(512, { error: 'node.image_not_pinned' })
      .regex(pinned, { error: 'node.image_not_pinned' })
      .describe('Registry, repository and digest: docker.io/library/debian@sha256:…'),
    name: text(200).min(1).optional().describe('A name for people; it has no effect.'),
  })
  .meta({ id: 'WorkloadImage' })

/** A program and its arguments. Zero bytes are not allowed, because they end an argument. */
const commandWire = z
  .array(text(4_096).min(1, { error: 'api.invalid_field' }))
  .min(1)
  .max(64, { error: 'api.invalid_field' })

const secretsWire = z
  .strictObject({
    names: z
      .array(z.string({ error: 'api.invalid_field' }).regex(secretName, { error: 'api.invalid_field' }))
      .min(1, { error: 'api.invalid_field' })
      .max(secretLimits.names, { error: 'api.invalid_field' })
      .refine((names) => names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name), { error: 'api.invalid_field' })
      .describe('Names of the secrets, sorted, without duplicates.'),
    commitment: hex32.describe('Keccak-256 of the canonical JSON of `salt` and `values`, which only the renter and the machine know.'),
  })
  .meta({ id: 'WorkloadSecrets' })

/** The workload of a leased machine. The renter's order contains its hash: keccak256 of the canonical JSON. */
export const workloadWire = z
  .strictObject({
    template: z.enum(['shell', 'script', 'image']),
    startScript: text(16_384).describe('Empty with the template `shell`, which runs no script.'),
    sshKeys: z.array(sshKeyLine).max(leaseAccessLimits.sshKeys, { error: 'api.invalid_field' }).describe('OpenSSH public key lines.'),
    environment: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, { error: 'api.invalid_field' }), text(4_096))
      .refine((value) => Object.keys(value).length <= 64, { error: 'api.invalid_field' })
      .meta({ maxProperties: 64 }),
    ports: z.array(intBetween(1, 65_535)).max(leaseAccessLimits.ports),
    salt: hex32.describe('Random bytes, so that the public hash does not reveal the content.'),
    image: imageWire.optional().describe('Only with the template `image`: the container image for sessions, script and command.'),
    command: commandWire.optional().describe('Only with an image: the program that runs after the script. The entry point of the image is ignored.'),
    secrets: secretsWire.optional().describe('Names of environment variables with secret values, which are encrypted to the machine.'),
  })
  .refine(({ template, image }) => (template === 'image') === (image !== undefined), { path: ['image'], error: 'api.invalid_field' })
  .refine(({ command, image }) => command === undefined || image !== undefined, { path: ['command'], error: 'api.invalid_field' })
  .refine(({ secrets, environment }) => secrets === undefined || !secrets.names.some((name) => Object.hasOwn(environment, name)), {
    path: ['secrets', 'names'],
    error: 'api.invalid_field',
  })
  .meta({ id: 'Workload' })
export type WorkloadWire = z.infer<typeof workloadWire>

/** The answer of `PUT /workloads/{hash}`. */
export const workloadPutWire = z.strictObject({ workloadHash: hex32 }).meta({ id: 'WorkloadPut' })
export type WorkloadPutWire = z.infer<typeof workloadPutWire>
