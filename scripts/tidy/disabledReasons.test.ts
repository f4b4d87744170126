import { expect, test } from 'vitest'
import { disabledReasons } from './disabledReasons.ts'
import { sourceFile } from './sourceFile.ts'

const findingsOf = (text: string) => disabledReasons(sourceFile({ path: 'apps/web/features/a/A.tsx', text }))

test.each([
  ['a busy button', '<Button disabled={sending.isPending || isBusy} onClick={() => send({ a: 1 })}>'],
  ['a button that waits for data', '<Button disabled={data === undefined}>'],
  ['a reason for the signer', "<SignerButton disabled={sending.isPending} reason={text === '' ? why('text') : null}>"],
  ['a sentence with an id', "<Button disabled={text === ''} aria-describedby={reasonId}>"],
  ['a link that looks disabled and has a sentence', '<Link href={href} aria-disabled={!isKnown} aria-describedby={reasonId}>'],
  ['a disabled field', "<TextInput disabled={text === ''} />"],
])('accepts %s', (_, text) => {
  expect(findingsOf(text)).toEqual([])
})

test.each([
  ['a button', "<Button onClick={() => send({ a: 1 })} disabled={sending.isPending || text === ''}>"],
  ['a plain button', '<button disabled={count >= most}>'],
  ['a button that looks disabled', '<button type="button" aria-disabled={!canChoose(hour)}>'],
  ['a button that signs', '<SignerButton disabled={!names.some(({ name }) => name)} onSign={sign} />'],
])('finds %s that is disabled without a reason', (_, text) => {
  expect(findingsOf(`\n${text}`)).toMatchObject([{ rule: 'disabled-reasons', message: expect.stringContaining('line 2') }])
})
