import { developmentClass, usualMachineName } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { classTitle, givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'

function Names({ names }: { readonly names: readonly string[] }) {
  return names.map(givenName).join('|')
}

function Title({ className }: { readonly className: string }) {
  return nodeTitle({ gpus: 1, className })
}

test('translates the names that this software gives, and no others', () => {
  const names = [developmentClass, usualMachineName, 'NVIDIA L4 24 GB', 'rack-7', 'constructor']
  expect(markupFor('zh', <Names names={names} />)).toBe('CPU 槽位（开发用）|本机|NVIDIA L4 24 GB|rack-7|constructor')
  expect(markupFor('en', <Names names={names} />)).toBe(names.join('|'))
})

test('titles a machine by its class in the reader’s language', () => {
  expect(markupFor('zh', <Title className="CPU slot (development)" />)).toBe('1\u00a0×\u00a0CPU 槽位（开发用）')
  expect(markupFor('en', <Title className="NVIDIA L4 24 GB" />)).toBe('1\u00a0×\u00a0L4 24\u00a0GB')
  expect(classTitle('NVIDIA V100 16 GB')).toBe('V100 16 GB')
})
