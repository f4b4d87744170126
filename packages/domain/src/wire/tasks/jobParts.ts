import { z } from 'zod'
import { hex32, uint128 } from '../scalars.ts'

/** The error of a wrong value in a job. */
export const fault = { error: 'api.invalid_field' } as const

/** Returns the schema of an amount in base units of PToken. */
export const pt = (what: string) => uint128.describe(`${what} In base units of PToken (1e-18).`)

/** The name of a task of a job. */
export const taskName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, fault)

/** The reason of a failure, for a person. */
export const reason = z.string().min(1, fault).max(1_000, fault)

/** The result of a task as a file for a person. */
export const resultFile = z.strictObject({
  sha256: hex32.describe('An artefact that anybody may read.'),
  extension: z
    .string()
    .regex(/^[a-z0-9]{1,8}$/, fault)
    .describe('File extension, such as `csv`.'),
  bytes: z.int(fault).min(0, fault).max(1_073_741_824, fault).describe('Its length.'),
})
/** The result of a job's task, stored as a file. */
export type JobResultFileWire = z.infer<typeof resultFile>
