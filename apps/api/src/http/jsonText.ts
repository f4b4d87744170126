/**
 * An answer that is already JSON, as text. `Value` is the type of the answer. A part that makes an answer in another thread sends this text, because a copy of a
 * long text between threads takes far less time than a copy of the objects.
 */
export class JsonText<Value> {
  readonly text: string
  /** Only for the type checker: the type of the parsed text. This field has no value. */
  declare readonly value: Value

  constructor(text: string) {
    this.text = text
  }
}
