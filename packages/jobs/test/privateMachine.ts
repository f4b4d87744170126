import { createPublicKey, createPrivateKey, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Hex32, hex32 } from '@infinitio/domain'
import { openStepKey, type StepKey } from '@infinitio/sdk/pool'
import type { SealedInput } from '@infinitio/tasks'
import type { JobPrivacy } from '../src/index.ts'

/** A test machine that runs tasks of private jobs. It has a real X25519 key, and waits until a program gives it the key of a task. */
export type PrivateMachine = Omit<JobPrivacy, 'key'> & {
  readonly nodeId: Hex32
  /** The tasks for which a program gave the machine a key, in order. A task occurs once for each time that its key was given. */
  readonly given: readonly Hex32[]
  readonly stepOf: (taskId: Hex32, sealed: SealedInput) => Promise<StepKey>
  /** Writes a decrypted file and returns its path. */
  readonly write: (sha256: Hex32, content: Uint8Array) => string
  /** While false, the market takes no key. */
  isTaking: boolean
  /** True once the test is over. The machine then waits for no further key. */
  isOver: boolean
}

const pkcs8X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const keyBytes = 32
const waitMs = 2

/** Makes a machine with a new key. Its decrypted files are in the folder. */
export function privateMachine(folder: string): PrivateMachine {
  const secret = randomBytes(keyBytes)
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8X25519, secret]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const [boxSecret, boxKey] = [secret, spki.subarray(-keyBytes)].map((bytes) => hex32(`0x${bytes.toString('hex')}`)) as [Hex32, Hex32]
  const nodeId = hex32(`0x${'d'.repeat(2 * keyBytes)}`)
  const boxes = new Map<Hex32, string>()
  const given: Hex32[] = []
  const machine: PrivateMachine = {
    ...{ nodeId, given, isTaking: true, isOver: false },
    boxKeyOf: async (of) => (of === nodeId ? boxKey : null),
    async give({ taskId, box }) {
      if (!machine.isTaking) throw new Error('the market takes no key')
      given.push(taskId)
      boxes.set(taskId, box)
    },
    async stepOf(taskId, sealed) {
      while (!machine.isOver) {
        const step = await openStepKey(boxes.get(taskId) ?? '', { boxSecret, owner: { nodeId, boxKey }, sealed })
        if (step !== null) return step
        await wait(waitMs)
      }
      return await new Promise<never>(() => {})
    },
    write(sha256, content) {
      mkdirSync(folder, { recursive: true })
      const path = join(folder, sha256.slice(2))
      writeFileSync(path, content)
      return path
    },
  }
  return machine
}
