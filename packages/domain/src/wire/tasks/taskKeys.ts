import { z } from 'zod'
import { hex32 } from '../scalars.ts'

/** The most characters of an encrypted key in hex: the key after padding, with the version byte, the public key and the authentication tag. */
const mostBoxCharacters = 4_096

const taskKeyBox = z
  .string({ error: 'api.invalid_field' })
  .max(mostBoxCharacters, { error: 'api.invalid_field' })
  .regex(/^0x(?:[0-9a-f]{2})+$/, { error: 'api.invalid_field' })
  .describe('Key of a private job, encrypted to the X25519 key of the machine; the market cannot read it.')

/** The path of an encrypted key: the id of the task, and the machine that runs or checks the task. */
export const taskKeyPathWire = z.strictObject({ taskId: hex32, nodeId: hex32 })

/** `PUT /tasks/{taskId}/keys/{nodeId}`: the key of a private job, encrypted to one machine. */
export const taskKeyWire = z.strictObject({ box: taskKeyBox }).meta({ id: 'TaskKey' })
export type TaskKeyWire = z.infer<typeof taskKeyWire>

/** `GET /nodes/tasks/{taskId}/keys`: the encrypted keys for the machines of a session. */
export const taskKeysWire = z.strictObject({ items: z.array(z.strictObject({ nodeId: hex32, box: taskKeyBox })) }).meta({ id: 'TaskKeys' })
export type TaskKeysWire = z.infer<typeof taskKeysWire>
