import { expect, test } from 'vitest'
import { sendInsertedText } from '#web/features/terminal/insertedText.ts'

function typing() {
  const field = new EventTarget()
  const sent: string[] = []
  sendInsertedText(field, (text) => sent.push(text))
  const press = (type: string) => field.dispatchEvent(new Event(type))
  const input = (data: string | null, more: { readonly inputType?: string; readonly isComposing?: boolean } = {}) =>
    field.dispatchEvent(Object.assign(new Event('input'), { data, inputType: 'insertText', isComposing: false, ...more }))
  return { sent, press, input }
}

test('sends Chinese text that an input method inserts without a key', () => {
  const { sent, input } = typing()
  input('你好')
  input('，')
  expect(sent).toEqual(['你好', '，'])
})

test('leaves text of a key to xterm, until the key is up or the field loses the focus', () => {
  const { sent, press, input } = typing()
  press('keydown')
  input('a')
  press('keyup')
  input('😀')
  press('keydown')
  press('blur')
  input('好')
  expect(sent).toEqual(['😀', '好'])
})

test('leaves a composition to xterm, and ignores a paste and an empty insertion', () => {
  const { sent, input } = typing()
  input('ni', { isComposing: true })
  input('你', { inputType: 'insertCompositionText' })
  input('text', { inputType: 'insertFromPaste' })
  input(null)
  expect(sent).toEqual([])
})
