import { z } from 'zod'
import { address, errorCode } from './scalars.ts'

/** The form of every error answer of the API (RFC 9457, `application/problem+json`). `code` is stable; `title` is a sentence for a person. */
export const problemWire = z
  .strictObject({
    type: z.string().describe('Address of the documentation page of this code.'),
    title: z.string().describe('What happened and what to do, as a sentence for people.'),
    status: z.int(),
    code: errorCode,
    detail: z.string().describe('The field or value, for logs.'),
    requestId: z.string(),
    errors: z
      .array(
        z
          .strictObject({
            in: z.enum(['body', 'query', 'path', 'header']),
            pointer: z.string().describe('JSON pointer to the field, such as `/kinds/0`. Empty for the whole.'),
            code: errorCode,
            detail: z.string().describe('The allowed values.'),
          })
          .meta({ id: 'FieldProblem' }),
      )
      .optional()
      .describe('Every wrong field of the request, up to 20.'),
    call: z
      .strictObject({ to: address, data: z.string().regex(/^0x[0-9a-f]*$/) })
      .optional()
      .describe('If a relay is refused because of its cost: the contract call with which anyone can send it.'),
  })
  .meta({ id: 'Problem' })
export type ProblemWire = z.infer<typeof problemWire>
