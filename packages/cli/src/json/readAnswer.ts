/** One field in braces of an answer. `type` is the name of an API schema for its value, or null. */
export type AnswerField = {
  readonly name: string
  readonly isOptional: boolean
  readonly type: { readonly schema: string; readonly isList: boolean; readonly mayBeNull: boolean } | null
}

/**
 * One answer of a command, as `jsonAnswers` describes it.
 * - `form`: one JSON value, one JSON list, or one JSON object per line.
 * - `schema`: the API schema whose fields each object has: all of them (`whole`), some (`part`), or those of an item of its list `items` (`item`); null if none.
 * - `fields`: the fields that the command adds.
 */
export type Answer = {
  readonly form: 'one' | 'list' | 'lines'
  readonly schema: { readonly name: string; readonly use: 'whole' | 'part' | 'item' } | null
  readonly fields: readonly AnswerField[]
}

/** Parses a text of `jsonAnswers`, such as `lines of OrderVerdict` or `OrderAccepted + {replaces}`. Throws for a text outside of the grammar. Pure. */
export function readAnswer(text: string): Answer {
  const [, form, rest = ''] = /^(?:(list|lines) of )?(.+)$/.exec(text) ?? []
  const [, use, name, braces] = /^(?:(?:(part|item) of )?(\w+))?(?: \+ )?(?:\{(.+)\})?$/.exec(rest) ?? []
  if (name === undefined && braces === undefined) throw new Error(`no answer of a command: ${text}`)
  return {
    form: form === 'list' || form === 'lines' ? form : 'one',
    schema: name === undefined ? null : { name, use: use === 'part' || use === 'item' ? use : 'whole' },
    fields: braces === undefined ? [] : braces.split(', ').map(readField),
  }
}

function readField(text: string): AnswerField {
  const [, name, optional, list, schema, orNull] = /^(\w+)(\?)?(?:: (list of )?(\w+)( or null)?)?$/.exec(text) ?? []
  if (name === undefined) throw new Error(`no field of an answer: ${text}`)
  const type = schema === undefined ? null : { schema, isList: list !== undefined, mayBeNull: orNull !== undefined }
  return { name, isOptional: optional !== undefined, type }
}
